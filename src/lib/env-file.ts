import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { UserError } from './errors.ts'

/**
 * The variables of a file of NAME=value lines (Node's own reading of it: quotes, comments, `export`). `.env` may be missing, a
 * file that is named may not.
 */
export async function readEnvFile(cwd: string, named: string | undefined): Promise<Record<string, string>> {
  const text = await readFile(resolve(cwd, named ?? '.env'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (named === undefined && error.code === 'ENOENT') return ''
    throw new UserError(`${named ?? '.env'} can't be read.`, { code: 'unreadable_file', cause: error })
  })
  return Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
