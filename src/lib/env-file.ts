import { resolve } from 'node:path'
import { readConfigFile } from './config-file.ts'
import { configVarsOf } from './config-lines.ts'
import { missingFile } from './unreadable-file.ts'

/**
 * The variables of a file as `config:pull` writes it and `config:push` reads it. `.env` may be missing, a file that is named may
 * not.
 */
export async function readEnvFile(cwd: string, named: string | undefined): Promise<Record<string, string>> {
  const lines = await readConfigFile(resolve(cwd, named ?? '.env'))
  if (lines) return configVarsOf(lines)
  if (named === undefined) return {}
  throw missingFile(named)
}
