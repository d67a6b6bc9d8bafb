import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Env } from './surroundings.ts'

/** Where the client keeps what it remembers: QP_CONFIG_DIR, else `qp` in the platform's folder for such things. */
export function configDir(env: Env, platform: NodeJS.Platform = process.platform): string {
  if (env['QP_CONFIG_DIR']) return env['QP_CONFIG_DIR']
  if (env['XDG_CONFIG_HOME']) return join(env['XDG_CONFIG_HOME'], 'qp')
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'qp')
  return join(env['HOME'] ?? homedir(), '.config', 'qp')
}
