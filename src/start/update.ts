import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isatty } from 'node:tty'
import { findOnPath } from '../lib/plugins/path-programs.ts'
import { windowsArgv } from '../lib/plugins/windows-argv.ts'
import type { ProgramFacts } from './program-facts.ts'
import { updateFile } from './update-due.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Tells on stderr of a newer version that was found since, or has npm look for one. Nobody waits for it, and nothing that goes
 * wrong is worth a word. `root`: the folder of package.json; a clone is brought up to date by git.
 */
export function tellOfUpdate(facts: ProgramFacts, env: Env, root: string): void {
  try {
    if (!isatty(2) || existsSync(join(root, 'src'))) return
    const path = updateFile(env, facts.dirname)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined || found.size === 0) {
      lookForUpdate(path, facts, env)
      return
    }
    const newest = newestIn(readFileSync(path, 'utf8'), facts.bin)
    // The time stays that of the check, so the next one is a day after it.
    truncateSync(path)
    utimesSync(path, found.atime, found.mtime)
    if (newest !== undefined && isNewer(newest, facts.version)) writeSync(2, `${updateLine(facts, newest)}\n`)
  } catch {}
}

export function updateLine({ name, bin, version }: ProgramFacts, newest: string): string {
  return `${bin} ${newest} is out; this is ${version}. \`npm install --global ${name}\` updates it.`
}

/** npm knows its registry, and who may ask it: by its own configuration, so no token is in an argv. Its answer goes into the file. */
function lookForUpdate(path: string, { name }: ProgramFacts, env: Env): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const answer = openSync(path, 'w', 0o600)
  try {
    const npm = findOnPath('npm', env, process.platform)
    if (npm === undefined) return
    const argv = ['view', name, 'version', 'oclif.bin', '--json', '--loglevel=silent', '--no-update-notifier']
    const { file, args, verbatim } = windowsArgv(npm, argv, process.platform)
    const child = spawn(file, args, {
      env: { ...env },
      detached: true,
      stdio: ['ignore', answer, 'ignore'],
      windowsHide: true,
      windowsVerbatimArguments: verbatim,
    })
    child.on('error', () => {})
    child.unref()
  } finally {
    closeSync(answer)
  }
}

/** A package of the same name that is another's has no such section. */
export function newestIn(answer: string, bin: string): string | undefined {
  try {
    const { version, 'oclif.bin': itsBin } = JSON.parse(answer)
    return itsBin === bin && typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}

/** Of releases only: who uses one to come knows. */
export function isNewer(version: string, than: string): boolean {
  const [asked, known] = [version, than].map((it) => /^(\d+)\.(\d+)\.(\d+)(-|$)/.exec(it))
  if (!asked || !known || asked[4] === '-') return false
  for (const part of [1, 2, 3]) {
    const difference = Number(asked[part]) - Number(known[part])
    if (difference !== 0) return difference > 0
  }
  return known[4] === '-'
}
