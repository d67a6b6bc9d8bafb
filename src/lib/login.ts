import { hostname } from 'node:os'
import { resolve } from 'node:path'
import type { Network } from '../api-client/agents.ts'
import type { Controller } from '../api-client/controller.ts'
import type { Dialect } from '../api-client/dialect.ts'
import type { Account } from '../api-types/account.ts'
import { configDir } from './config-dir.ts'
import { connectWithToken, dialectOfEnv, hearingOf, networkFor } from './connect.ts'
import type { TokenPlace } from './credentials.ts'
import { trustCaFile } from './git-ca-file.ts'
import { useCredentialHelper } from './git-credentials.ts'
import { type Profile, readProfiles, saveProfile } from './profiles.ts'
import type { Surroundings } from './surroundings.ts'
import { tokenStore } from './token-store.ts'

export interface LoginOptions {
  url: string
  /** What it speaks; without, it is asked. */
  dialect?: Dialect | undefined
  name?: string | undefined
  /** As it was given; without, what an earlier login named still counts. */
  caFile?: string | undefined
  /** Likewise; an empty one forgets it. */
  docker?: string | undefined
}

/** `username`: as it was typed, or another program has it. Deis v1 tells nobody who they are. */
interface NewLogin extends LoginOptions {
  dialect: Dialect
  isTokenOurs: boolean
  username?: string | undefined
}

/** `email` is a username where the controller's users go by one. */
export interface PasswordLogin {
  email: string
  password: string
}

/** What came of a login. `tokenPlace`: where the token is from now on. */
export interface Remembered {
  profile: Profile
  account: Account
  isGitReady: boolean
  tokenPlace: TokenPlace
  /** The login to that address that there was by another name. */
  replaced: Profile | undefined
}

/** What the controller speaks: as it was said, or as it says itself. Nothing secret is sent to find out. */
export async function dialectFor(surroundings: Surroundings, options: LoginOptions): Promise<Dialect> {
  const named = options.dialect ?? dialectOfEnv(surroundings.env)
  if (named) return named
  const { findDialect } = await import('../api-client/find-dialect.ts')
  return findDialect(options.url, await networkOf(surroundings, options), hearingOf(surroundings))
}

/** Asks the controller for a token, by password. `expiresIn` is in seconds. */
export async function createToken(
  surroundings: Surroundings,
  options: LoginOptions & { dialect: Dialect },
  login: PasswordLogin,
  expiresIn: number | undefined,
): Promise<string> {
  const network = await networkOf(surroundings, options)
  const api = await connectWithToken(surroundings, options, { token: undefined, network })
  const description = `qp login from ${hostname()}`
  const wanted = { description, ...(expiresIn === undefined ? {} : { expires_in: expiresIn }) }
  const authorization = await api.authorizations.create(wanted, login)
  return authorization.access_token.token
}

/** For a moment: by a token that nobody remembers, and that expires after a minute where the controller knows such tokens. */
export async function connectByPassword(
  surroundings: Surroundings,
  target: LoginOptions & { dialect: Dialect },
  login: PasswordLogin,
): Promise<Controller> {
  const seconds = target.dialect === 'platform' ? 60 : undefined
  const token = await createToken(surroundings, target, login, seconds)
  return connectWithToken(surroundings, target, { token, network: await networkOf(surroundings, target) })
}

/** What `qp login URL` does, for whoever has just given their password. */
export async function logInByPassword(
  surroundings: Surroundings,
  options: LoginOptions & { dialect: Dialect },
  login: PasswordLogin,
  expiresIn?: number,
): Promise<Remembered> {
  const token = await createToken(surroundings, options, login, expiresIn)
  return rememberLogin(surroundings, { ...options, token, isTokenOurs: true, username: login.email })
}

/** Tries the token, and remembers it and the controller: for the next command, and for git. */
export async function rememberLogin(
  surroundings: Surroundings,
  options: NewLogin & { token: string },
): Promise<Remembered> {
  const { url, token } = options
  const api = await connectWithToken(surroundings, options, {
    token,
    network: await networkOf(surroundings, options),
  })
  const account = await api.account.get()
  const dir = configDir(surroundings.env)
  const { all } = await readProfiles(dir)
  const profile = profileOf(surroundings, options, account, all)
  const tokenPlace = await tokenStore(surroundings.env).save(url, token)
  await saveProfile(dir, profile)
  const replaced = all.find((it) => it.url === url && it.name !== profile.name)
  return { profile, account, tokenPlace, replaced, isGitReady: await prepareGit(surroundings, profile) }
}

function profileOf(
  { cwd }: Surroundings,
  options: NewLogin,
  account: Account,
  all: readonly Profile[],
): Profile {
  const { url, name, dialect, isTokenOurs } = options
  const known = all.find((it) => it.url === url)
  const caFile = options.caFile === undefined ? known?.caFile : resolve(cwd, options.caFile)
  const docker = options.docker ?? known?.docker
  return {
    name: name ?? known?.name ?? new URL(url).host,
    url,
    ...whoOf(options, account),
    ...(dialect === 'platform' ? {} : { dialect }),
    isTokenOurs,
    ...(caFile === undefined ? {} : { caFile }),
    ...(docker ? { docker } : {}),
    ...(known?.sshPort === undefined ? {} : { sshPort: known.sshPort }),
  }
}

function whoOf({ dialect, username }: NewLogin, { email }: Account): Pick<Profile, 'email' | 'username'> {
  if (dialect === 'platform') return { email }
  const name = dialect === 'deis-v1' && username ? username : email
  return { email: name, username: name }
}

/** Git goes to a Deis controller over SSH, by a key: there is nothing to ask for, and nobody to trust. */
async function prepareGit(surroundings: Surroundings, { url, dialect, caFile }: Profile): Promise<boolean> {
  if (dialect !== undefined) return true
  const isHelperSet = await useCredentialHelper(surroundings, url)
  const isTrustSet = caFile === undefined || (await trustCaFile(surroundings, url, caFile))
  return isHelperSet && isTrustSet
}

/** The way to a controller that there may be no login at yet: `caFile` as it was given now, else as it was remembered. */
export async function networkOf(
  surroundings: Surroundings,
  { url, caFile }: Pick<LoginOptions, 'url' | 'caFile'>,
): Promise<Network> {
  const network = await networkFor(surroundings, url)
  return caFile === undefined ? network : { ...network, caFile: resolve(surroundings.cwd, caFile) }
}
