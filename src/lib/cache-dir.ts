import { homedir } from 'node:os'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Where what can be made again is kept: QP_CACHE_DIR, else a folder of the platform's place for such things. */
export function cacheDir(env: Env, dirname: string, platform: NodeJS.Platform = process.platform): string {
  return env['QP_CACHE_DIR'] || join(base(env, platform), dirname)
}

function base(env: Env, platform: NodeJS.Platform): string {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME']
  if (platform === 'win32' && env['LOCALAPPDATA']) return env['LOCALAPPDATA']
  const home = env['HOME'] || homedir()
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache')
}
