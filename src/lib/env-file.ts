import { resolve } from 'node:path'
import { readConfigFile } from './config-file.ts'
import { configVarsOf } from './config-lines.ts'
import { UserError } from './errors.ts'

/**
 * The variables of a file as `config:pull` writes it and `config:push` reads it. `.env` may be missing, a file that is named may
 * not.
 */
export async function readEnvFile(cwd: string, named: string | undefined): Promise<Record<string, string>> {
  const lines = await readConfigFile(resolve(cwd, named ?? '.env'))
  if (lines) return configVarsOf(lines)
  if (named === undefined) return {}
  throw new UserError(`${named} can't be read: there is no such file.`, { code: 'unreadable_file' })
}
