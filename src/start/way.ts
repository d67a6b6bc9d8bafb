import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataDir } from '../lib/data-dir.ts'
import type { ProgramFacts } from './program-facts.ts'

type Env = Readonly<Record<string, string | undefined>>

/** `version`: say it and be done. `short`: only the asked command. `full`: all of oclif. */
export type Way = 'version' | 'short' | 'full'

/**
 * Which way a start goes. The short ones leave out what oclif loads to find a command: manifest, plugins, hooks, help. Whatever
 * might need one of these goes the full way, and so does all with QP_FULL.
 */
export function chooseWay(argv: readonly string[], facts: ProgramFacts, env: Env): Way {
  const [word] = argv
  if (word === undefined || facts.hasHooks || env['QP_FULL'] || wantsOclifToTalk(env)) return 'full'
  if (word !== '--version' && (!Object.hasOwn(facts.commands, word) || asksForHelp(argv, facts)))
    return 'full'
  if (mayBeWsl() || hasPlugins(facts, env)) return 'full'
  return word === '--version' ? 'version' : 'short'
}

/** DEBUG is that of the npm package `debug`; QP_DEBUG makes oclif show warnings with their stacks. */
function wantsOclifToTalk(env: Env): boolean {
  return Boolean(env['DEBUG'] || env['QP_DEBUG'] || env['CLI_FLAGS_DEBUG'])
}

/** Up to `--`: what follows is another program's. */
function asksForHelp(argv: readonly string[], { helpFlags }: ProgramFacts): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? undefined : end).some((word) => helpFlags.includes(word))
}

/** oclif has another name for Linux inside Windows. The marks are those that the npm package `is-wsl` goes by. */
function mayBeWsl(): boolean {
  if (process.platform !== 'linux') return false
  if (/microsoft/i.test(kernelRelease())) return true
  return existsSync('/proc/sys/fs/binfmt_misc/WSLInterop') || existsSync('/run/WSL')
}

/** What os.release() says, without loading node:os. */
function kernelRelease(): string {
  try {
    return readFileSync('/proc/sys/kernel/osrelease', 'latin1')
  } catch {
    return ''
  }
}

function hasPlugins({ dirname }: ProgramFacts, env: Env): boolean {
  return existsSync(join(dataDir(env, dirname), 'package.json'))
}
