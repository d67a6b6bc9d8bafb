import type { Readable } from 'node:stream'
import type { ProcessEnd } from '../../attach/frames.ts'
import { commandNotFound, notExecutable } from './not-started.ts'
import { takeHead } from './stream-head.ts'

const beginning = '[FATAL tini ('

/** Bytes. A word may be as long as a path at the most (4096, PATH_MAX of limits.h); the rest is tini's own. */
const longestReport = 8192

/** What tini writes where it can't become the command (tini.c, `spawn_process`), and a terminal's line end behind it. */
const report = /^\[FATAL tini \(\d+\)\] exec (.*) failed: ([^\r\n]+)\r?\n$/s

/**
 * The engine's init, tini, starts the command, and where it can't it says so in the command's place: on its stderr, or its
 * terminal. This takes that report off the stream, as long as it is all that there is; anything else passes as it is. `failure`
 * is undefined where there is none; it is known with the stream's first bytes, or at its end.
 */
export function takeInitFailure(source: Readable): {
  failure: Promise<ProcessEnd | undefined>
  rest: Readable
} {
  const { head, rest } = takeHead(source, (bytes, isAll) => {
    if (isAll) return report.test(bytes.toString()) ? bytes.length : 0
    return canBeReport(bytes) ? undefined : 0
  })
  return { failure: head.then((bytes) => describe(bytes.toString())), rest }
}

function canBeReport(bytes: Buffer): boolean {
  const text = bytes.subarray(0, beginning.length).toString('latin1')
  return beginning.startsWith(text) && bytes.length <= longestReport
}

/** tini's own code for other reasons than these two is 1. */
function describe(text: string): ProcessEnd | undefined {
  const [, word, why] = report.exec(text) ?? []
  if (word === undefined || why === undefined) return undefined
  if (why !== 'No such file or directory') return notExecutable(word, why)
  // The kernel says the same of a script whose interpreter is not there.
  return word.includes('/')
    ? commandNotFound(word, 'no such file, or no interpreter for it')
    : commandNotFound(word)
}
