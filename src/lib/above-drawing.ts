import type { Writable } from 'node:stream'
import { harmless } from './harmless-text.ts'
import type { Terminal } from './terminal.ts'

type Write = (line: string) => void

/**
 * Who draws at the end of which stream, and how a line gets above what is drawn. By the stream, since that is what two writers would
 * spoil for each other: who tells of a slow controller knows nothing of the action that waits for it.
 */
const drawers = new WeakMap<Writable, Write>()

/** Until what it returns is called, what others say on stderr goes through `write`. */
export function drawOn({ stderr }: Pick<Terminal, 'stderr'>, write: Write): () => void {
  drawers.set(stderr, write)
  return () => void drawers.delete(stderr)
}

/** A line on stderr, which leaves whole what is drawn there. */
export function sayBeside({ stderr }: Pick<Terminal, 'stderr'>, line: string): void {
  const write = drawers.get(stderr)
  if (write) write(line)
  else stderr.write(harmless(`${line}\n`))
}
