import { join } from 'node:path'
import type { Dialect } from '../api-client/dialect.ts'
import { UserError } from './errors.ts'
import { changePrivately, readIfThere } from './private-file.ts'

/** A controller that somebody logged in to, by the name they gave it. The token is kept apart: credentials.ts. */
export interface Profile {
  name: string
  /** Without a trailing slash. */
  url: string
  email: string
  /** Deis's users go by it. */
  username?: string
  /** Without: the Platform API. */
  dialect?: Dialect
  /** The login made its token, so that logging out revokes it; a token that was given stays its giver's. */
  isTokenOurs: boolean
  /** Certificates to trust for it, instead of Node's; an absolute path. */
  caFile?: string
  /** Where it serves git over SSH: by that it is told from others of its host. Deis's port is always the same. */
  sshPort?: number
  /** The Docker Engine that `qp run` goes straight to, as `--docker` names it. */
  docker?: string
}

/** `current`: the name of the last one logged in to, which is meant where nothing says otherwise. */
export interface Profiles {
  current: string | undefined
  all: readonly Profile[]
}

export async function readProfiles(configDir: string): Promise<Profiles> {
  const path = profilesPath(configDir)
  return parseProfiles(path, await readIfThere(path))
}

function parseProfiles(path: string, text: string | undefined): Profiles {
  if (text === undefined) return { current: undefined, all: [] }
  try {
    const { current, controllers } = JSON.parse(text) as { current?: string; controllers: Profile[] }
    return { current, all: [...controllers] }
  } catch (cause) {
    const hint = 'Remove it and log in again.'
    throw new UserError(`${path} can't be read: it should be JSON.`, { hint, cause })
  }
}

/**
 * Adds it, or replaces the one of that name, and makes it the current one. Another of the same address goes: a token is its
 * address's, and two users of one would act as each other.
 */
export function saveProfile(configDir: string, profile: Profile): Promise<void> {
  return changeProfiles(configDir, ({ all }) => {
    const others = all.filter((it) => it.name !== profile.name && it.url !== profile.url)
    return { current: profile.name, all: [...others, profile] }
  })
}

/** Makes one of them the current one. */
export function chooseProfile(configDir: string, name: string): Promise<void> {
  return changeProfiles(configDir, ({ all }) => ({ current: name, all }))
}

/** Remembers the port of an address such as ssh://git@qp.example.com:2222/blog.git, which a controller gave for one of its apps. */
export async function rememberSshPort(configDir: string, url: string, sshAddress: string): Promise<void> {
  const sshPort = Number(new URL(sshAddress).port || 22)
  const isNews = (it: Profile) => it.url === url && it.dialect === undefined && it.sshPort !== sshPort
  if (!(await readProfiles(configDir)).all.some(isNews)) return
  await changeProfiles(configDir, ({ current, all }) => ({
    current,
    all: all.map((it) => (isNews(it) ? { ...it, sshPort } : it)),
  }))
}

export function removeProfile(configDir: string, name: string): Promise<void> {
  return changeProfiles(configDir, ({ current, all }) => {
    const others = all.filter((it) => it.name !== name)
    return { current: current === name ? others.at(-1)?.name : current, all: others }
  })
}

function changeProfiles(configDir: string, change: (profiles: Profiles) => Profiles): Promise<void> {
  const path = profilesPath(configDir)
  return changePrivately(path, (text) => {
    const { current, all } = change(parseProfiles(path, text))
    return JSON.stringify({ current, controllers: all }, null, 2) + '\n'
  })
}

function profilesPath(configDir: string): string {
  return join(configDir, 'controllers.json')
}
