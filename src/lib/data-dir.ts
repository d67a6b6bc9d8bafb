import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Env } from './surroundings.ts'

/** Where oclif looks for the plugins that a person has installed: its `config.dataDir`. */
export function dataDir(env: Env, dirname: string, platform: string = process.platform): string {
  return env['QP_DATA_DIR'] || join(dataHome(env, platform), dirname)
}

function dataHome(env: Env, platform: string): string {
  if (env['XDG_DATA_HOME']) return env['XDG_DATA_HOME']
  if (platform === 'win32' && env['LOCALAPPDATA']) return env['LOCALAPPDATA']
  return join(env['HOME'] || homedir(), '.local', 'share')
}
