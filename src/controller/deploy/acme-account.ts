import { readFile } from 'node:fs/promises'
import { AcmeRefusal, type AcmeSession, openAcmeSession } from '../acme/acme-session.ts'
import { keyFromText, keyToText, newAccountKey } from '../acme/jws.ts'
import { createAccount } from '../acme/obtain-certificate.ts'
import type { AcmeSettings, Platform } from './platform.ts'

/** As the store keeps it; another authority has another account. */
interface Account {
  directory: string
  key: string
  /** Its address there; null while it is being made. */
  url: string | null
}

const setting = 'acme-account'

/** A session at the authority, with the account that this controller has there; the first time it makes one. */
export async function openAccount({ store }: Platform, { directory, email, caFile }: AcmeSettings) {
  const ca = caFile === null ? undefined : await readFile(caFile, 'utf8')
  const account = await findAccount(store, directory)
  const key = keyFromText(account.key)
  const session: AcmeSession = await openAcmeSession(directory, {
    key,
    account: () => account.url ?? undefined,
    ca,
  })
  if (account.url === null) {
    account.url = await createAccount(session, email)
    await store.settings.set(setting, JSON.stringify(account))
  }
  return { session, key }
}

/**
 * Does `work` with a session. An authority may have lost the account, or begun anew behind the same address: what it refuses for that is done
 * again with another account.
 */
export async function withAccount<T>(
  platform: Platform,
  acme: AcmeSettings,
  work: (opened: Awaited<ReturnType<typeof openAccount>>) => Promise<T>,
): Promise<T> {
  try {
    return await work(await openAccount(platform, acme))
  } catch (error) {
    if (!(error instanceof AcmeRefusal) || error.type !== 'accountDoesNotExist') throw error
    platform.log.warn({ err: error }, 'the authority does not know our account any more: making another')
    await platform.store.settings.remove(setting)
    return await work(await openAccount(platform, acme))
  }
}

/** A key is written down before the authority hears of it: an account whose key is lost is of no use. */
async function findAccount(store: Platform['store'], directory: string): Promise<Account> {
  const text = await store.settings.find(setting)
  const kept = text === undefined ? undefined : (JSON.parse(text) as Account)
  if (kept?.directory === directory) return kept
  const fresh = { directory, key: keyToText(newAccountKey()), url: null }
  await store.settings.set(setting, JSON.stringify(fresh))
  return fresh
}
