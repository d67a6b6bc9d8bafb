import { hostname } from 'node:os'
import { resolve } from 'node:path'
import type { Network } from '../api-client/agents.ts'
import type { Controller } from '../api-client/controller.ts'
import type { Account } from '../api-types/account.ts'
import { configDir } from './config-dir.ts'
import { connectWithToken, networkFor } from './connect.ts'
import { fileTokenStore } from './credentials.ts'
import { trustCaFile } from './git-ca-file.ts'
import { useCredentialHelper } from './git-credentials.ts'
import { type Profile, readProfiles, saveProfile } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'

export interface LoginOptions {
  url: string
  name: string | undefined
  /** As it was given; without, what an earlier login named still counts. */
  caFile: string | undefined
  /** Likewise; an empty one forgets it. */
  docker?: string | undefined
}

/** Asks the controller for a token, by password. `expiresIn` is in seconds. */
export async function createToken(
  surroundings: Surroundings,
  { url, caFile }: LoginOptions,
  login: { email: string; password: string },
  expiresIn: number | undefined,
): Promise<string> {
  const api = await connectWithToken(url, undefined, await networkOf(surroundings, { url, caFile }))
  const description = `qp login from ${hostname()}`
  const options = { description, ...(expiresIn === undefined ? {} : { expires_in: expiresIn }) }
  const authorization = await api.authorizations.create(options, login)
  return authorization.access_token.token
}

/** For a moment: by a token that expires after a minute, and that nobody remembers. */
export async function connectByPassword(
  surroundings: Surroundings,
  url: string,
  login: { email: string; password: string },
): Promise<Controller> {
  const options = { url, name: undefined, caFile: undefined }
  const token = await createToken(surroundings, options, login, 60)
  return connectWithToken(url, token, await networkFor(surroundings, url))
}

/** What `qp login URL` does, for whoever has just given their password. */
export async function logInByPassword(
  surroundings: Surroundings,
  url: string,
  login: { email: string; password: string },
): Promise<void> {
  const options = { url, name: undefined, caFile: undefined }
  const token = await createToken(surroundings, options, login, undefined)
  await rememberLogin(surroundings, { ...options, token, isTokenOurs: true })
}

/** Tries the token, and remembers it and the controller: for the next command, and for git. */
export async function rememberLogin(
  surroundings: Surroundings,
  { url, name, caFile, docker, ...options }: LoginOptions & { token: string; isTokenOurs: boolean },
): Promise<{ profile: Profile; account: Account; isGitReady: boolean }> {
  const { token, isTokenOurs } = options
  const api = await connectWithToken(url, token, await networkOf(surroundings, { url, caFile }))
  const account = await api.account.get()
  const dir = configDir(surroundings.env)
  const known = (await readProfiles(dir)).all.find((it) => it.url === url)
  const trusted = caFile === undefined ? known?.caFile : resolve(surroundings.cwd, caFile)
  const engine = docker ?? known?.docker
  const profile: Profile = {
    name: name ?? known?.name ?? new URL(url).host,
    url,
    email: account.email,
    isTokenOurs,
    ...(trusted === undefined ? {} : { caFile: trusted }),
    ...(engine ? { docker: engine } : {}),
  }
  await fileTokenStore(dir).save(url, token)
  await saveProfile(dir, profile)
  const isHelperSet = await useCredentialHelper(surroundings, url)
  const isTrustSet = trusted === undefined || (await trustCaFile(surroundings, url, trusted))
  return { profile, account, isGitReady: isHelperSet && isTrustSet }
}

async function networkOf(
  surroundings: Surroundings,
  { url, caFile }: Pick<LoginOptions, 'url' | 'caFile'>,
): Promise<Network> {
  const network = await networkFor(surroundings, url)
  return caFile === undefined ? network : { ...network, caFile: resolve(surroundings.cwd, caFile) }
}
