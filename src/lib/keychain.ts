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
 * The keychain, where there is one that answers now. It never waits for a person where that could be for ever. The library is
 * loaded here and nowhere else: only who reads or writes a token pays for it.
 */
export async function openKeychain(
  env: Env,
  platform: NodeJS.Platform = process.platform,
): Promise<Keychain | NoKeychain> {
  const obstacle = platform === 'linux' ? await findObstacle(env) : undefined
  if (obstacle) return obstacle
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring')
    // Not the kernel's keyring, to which the library would fall back: it forgets all when the machine is started again.
    return keychainOf((account) => new AsyncEntry('qp', account, { linux: { store: 'secret-service' } }))
  } catch {
    return { because: 'this machine has none that qp knows', isThere: false }
  }
}

export function isKeychain(it: Keychain | NoKeychain): it is Keychain {
  return 'find' in it
}

async function findObstacle(env: Env): Promise<NoKeychain | undefined> {
  const { findSecretServiceState } = await import('./secret-service.ts')
  const state = await findSecretServiceState(env)
  if (state === 'unlocked') return undefined
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
