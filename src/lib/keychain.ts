import type { AsyncEntry } from '@napi-rs/keyring'
import type { Env } from './surroundings.ts'

/** The operating system's, for secrets: the Keychain of macOS, the Credential Manager of Windows, the Secret Service of Linux. */
export interface Keychain {
  find(account: string): Promise<string | undefined>
  save(account: string, secret: string): Promise<void>
  remove(account: string): Promise<void>
}

/** What to do without one, and why. */
export interface NoKeychain {
  /** As the end of "no keychain was used: …". */
  because: string
  /** It is there, and may hold what is looked for. */
  isThere: boolean
}

/**
 * The keychain, where there is one that answers now. On Linux it never waits for long, nor for a person: by messages of our own, since
 * a library that waits can't be stopped. Elsewhere by a library, which is loaded here alone: only who reads or writes a token pays.
 */
export async function openKeychain(
  env: Env,
  platform: NodeJS.Platform = process.platform,
): Promise<Keychain | NoKeychain> {
  if (platform === 'linux') return openSecretService(env)
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring')
    return keychainOf((account) => new AsyncEntry('qp', account))
  } catch {
    return { because: 'this machine has none that qp knows', isThere: false }
  }
}

export function isKeychain(it: Keychain | NoKeychain): it is Keychain {
  return 'find' in it
}

async function openSecretService(env: Env): Promise<Keychain | NoKeychain> {
  const { findSecretServiceState, secretServiceKeychain } = await import('./secret-service.ts')
  const state = await findSecretServiceState(env)
  if (state === 'unlocked') return secretServiceKeychain(env)
  if (state === 'locked') return { because: 'the keychain is locked', isThere: true }
  if (state === 'silent') return { because: 'the keychain does not answer', isThere: true }
  return { because: 'there is no keychain here', isThere: false }
}

function keychainOf(entry: (account: string) => AsyncEntry): Keychain {
  return {
    find: async (account) => (await entry(account).getPassword()) ?? undefined,
    save: (account, secret) => entry(account).setPassword(secret),
    remove: async (account) => {
      await entry(account).deletePassword()
    },
  }
}
