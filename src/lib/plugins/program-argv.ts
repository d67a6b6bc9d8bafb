import type { Env } from '../surroundings.ts'
import { findOnPath } from './path-programs.ts'
import { type SpawnedArgv, windowsArgv } from './windows-argv.ts'

/**
 * How a program is started that a person named as in a shell. On Windows that is looked up here: a bare name is found only as an .exe by
 * itself, and `heroku`, as most programs of Node, is `heroku.cmd`, which nothing but cmd.exe starts.
 *
 * @example programArgv(['heroku', 'ps'], env, 'win32').file // 'cmd.exe'
 */
export function programArgv(
  [program = '', ...words]: readonly string[],
  env: Env,
  platform: string,
): SpawnedArgv {
  const isBare = platform === 'win32' && !/[\\/:]/.test(program)
  const path = isBare ? findOnPath(program, env, platform) : undefined
  return windowsArgv(path ?? program, words, platform)
}
