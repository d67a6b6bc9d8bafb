import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
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

/** Where oclif looks for the plugins that a person has installed: its `config.dataDir`. */
function hasPlugins({ dirname }: ProgramFacts, env: Env): boolean {
  const dataDir = env['QP_DATA_DIR'] || join(dataHome(env), dirname)
  return existsSync(join(dataDir, 'package.json'))
}

function dataHome(env: Env): string {
  if (env['XDG_DATA_HOME']) return env['XDG_DATA_HOME']
  if (process.platform === 'win32' && env['LOCALAPPDATA']) return env['LOCALAPPDATA']
  return join(env['HOME'] || homedir(), '.local', 'share')
}
