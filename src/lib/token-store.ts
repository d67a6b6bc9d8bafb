import { configDir } from './config-dir.ts'
import { fileTokenStore, type TokenPlace, type TokenStore } from './credentials.ts'
import { UsageError, UserError } from './errors.ts'
import { isKeychain, type Keychain, type NoKeychain, openKeychain } from './keychain.ts'
import type { Env } from './surroundings.ts'

/**
 * Where this machine keeps tokens: in its keychain where one works, else in the file. QP_TOKEN_STORE decides otherwise: `file`, for
 * CI say, or `keychain`, which refuses where there is none.
 *
 * The file is read first: it takes no time, and what an earlier qp kept there still counts. A token is in one of the two, since each
 * login takes it from the other.
 */
export function tokenStore(
  env: Env,
  open: (env: Env) => Promise<Keychain | NoKeychain> = openKeychain,
): TokenStore {
  const file = fileTokenStore(configDir(env))
  const wanted = wantedStore(env)
  if (wanted === 'file') return file
  return {
    async find(url) {
      const inFile = wanted === 'keychain' ? undefined : await file.find(url)
      if (inFile !== undefined) return inFile
      const keychain = await open(env)
      if (isKeychain(keychain)) return orRefused(keychain.find(url))
      // One that is there may hold the token: to be told that nobody is logged in would not help.
      if (wanted === 'keychain' || keychain.isThere) throw noKeychain(keychain.because)
      return undefined
    },
    async save(url, token) {
      const place = await saveInKeychain(await open(env), url, token)
      if (place.kind === 'keychain') {
        await file.remove(url)
        return place
      }
      if (wanted === 'keychain') throw noKeychain(place.because)
      return { ...(await file.save(url, token)), because: place.because }
    },
    async remove(url) {
      const wasInFile = (await file.find(url)) !== undefined
      await file.remove(url)
      const keychain = await open(env)
      if (!isKeychain(keychain)) return
      const removed = orRefused(keychain.remove(url))
      // It is in one of the two: where that was the file, the other need not be able to say so.
      await (wasInFile ? removed.catch(() => {}) : removed)
    },
  }
}

async function saveInKeychain(
  keychain: Keychain | NoKeychain,
  url: string,
  token: string,
): Promise<Extract<TokenPlace, { kind: 'keychain' }> | { kind: 'none'; because: string }> {
  if (!isKeychain(keychain)) return { kind: 'none', because: keychain.because }
  try {
    await keychain.save(url, token)
    return { kind: 'keychain' }
  } catch (error) {
    return { kind: 'none', because: `the keychain does not take it (${messageOf(error)})` }
  }
}

async function orRefused<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw noKeychain(`the keychain refuses (${messageOf(error)})`)
  }
}

function wantedStore(env: Env): 'file' | 'keychain' | undefined {
  const wanted = env['QP_TOKEN_STORE']
  if (!wanted) return undefined
  if (wanted === 'file' || wanted === 'keychain') return wanted
  throw new UsageError(`QP_TOKEN_STORE is ${wanted}, but can only be file or keychain.`)
}

/** Not with the cause: it is the library's, and nobody has looked at what it holds. */
function noKeychain(because: string): UserError {
  return new UserError(`the token can't be had: ${because}.`, {
    code: 'no_keychain',
    hint: 'Unlock the keychain, as logging in to the desktop does. Or keep the token in a file: `QP_TOKEN_STORE=file qp login URL`, and QP_TOKEN_STORE=file from then on.',
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
