import { stat } from 'node:fs/promises'
import { configDir } from '../config-dir.ts'
import { fileTokenStore, findToken, tokensPath } from '../credentials.ts'
import type { Env } from '../surroundings.ts'
import { tokenStore } from '../token-store.ts'
import type { Finding } from './check.ts'

/** Where the token for the controller is kept, and whether others can read it there. */
export async function checkKeychain(
  url: string | undefined,
  env: Env,
  platform = process.platform,
): Promise<Finding> {
  if (url === undefined) return { status: 'skipped', detail: 'no controller is known' }
  const dir = configDir(env)
  const file = fileTokenStore(dir)
  const token = await findToken(env, tokenStore(env), url)
  if (token === undefined) return { status: 'skipped', detail: `no token for ${url} is kept here` }
  if ((await findToken(env, { ...file, find: async () => undefined }, url)) !== undefined)
    return { status: 'passed', detail: 'the token is in QP_API_KEY, and not kept' }
  if ((await file.find(url)) === undefined)
    return { status: 'passed', detail: "the token is in this machine's keychain" }
  const path = tokensPath(dir)
  const { mode } = await stat(path)
  // Windows knows other rights than these, and keeps a person's folder to the person.
  if (platform === 'win32') return { status: 'passed', detail: `the token is in the file ${path}` }
  const rights = (mode & 0o777).toString(8).padStart(4, '0')
  if ((mode & 0o077) === 0) {
    return { status: 'passed', detail: `the token is in the file ${path}, for its owner alone (${rights})` }
  }
  return {
    status: 'failed',
    detail: `others on this machine can read the token in ${path} (${rights}).`,
    hint: `\`chmod 600 ${path}\` keeps it to you. If others work here, \`qp logout\` and log in again for another.`,
  }
}
