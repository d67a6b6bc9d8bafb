import { hostname } from 'node:os'
import type { Account } from '../api-types/account.ts'
import { configDir } from './config-dir.ts'
import { connectWithToken } from './connect.ts'
import { fileTokenStore } from './credentials.ts'
import { useCredentialHelper } from './git-credentials.ts'
import { type Profile, readProfiles, saveProfile } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'

/** Asks the controller for a token, by password. `expiresIn` is in seconds. */
export async function createToken(
  url: string,
  login: { email: string; password: string },
  expiresIn: number | undefined,
): Promise<string> {
  const api = await connectWithToken(url)
  const description = `qp login from ${hostname()}`
  const options = { description, ...(expiresIn === undefined ? {} : { expires_in: expiresIn }) }
  const authorization = await api.authorizations.create(options, login)
  return authorization.access_token.token
}

/** Tries the token, and remembers it and the controller: for the next command, and for git. */
export async function rememberLogin(
  surroundings: Surroundings,
  {
    url,
    token,
    name,
    isTokenOurs,
  }: { url: string; token: string; name: string | undefined; isTokenOurs: boolean },
): Promise<{ profile: Profile; account: Account; isGitReady: boolean }> {
  const api = await connectWithToken(url, token)
  const account = await api.account.get()
  const dir = configDir(surroundings.env)
  const known = (await readProfiles(dir)).all.find((it) => it.url === url)
  const profile = { name: name ?? known?.name ?? new URL(url).host, url, email: account.email, isTokenOurs }
  await fileTokenStore(dir).save(url, token)
  await saveProfile(dir, profile)
  return { profile, account, isGitReady: await useCredentialHelper(surroundings, url) }
}
