import { gitAddress } from '../api-client/deis/git-address.ts'
import type { Dialect } from '../api-client/dialect.ts'
import { runGit } from './git.ts'
import type { Surroundings } from './surroundings.ts'

type Place = Pick<Surroundings, 'cwd' | 'env'>

export interface GitRemote {
  name: string
  url: string
}

/** A controller that a remote may belong to; `url` without a trailing slash. */
export interface RemoteController {
  url: string
  dialect: Dialect
  /** Of its profile, if there is one. */
  name?: string | undefined
  /** Where the Platform API's serves git over SSH, once it has said so. */
  sshPort?: number
}

/** A remote that is an app's repository on a controller. */
export interface AppRemote extends GitRemote {
  app: string
  controller: RemoteController
}

/** The remotes of the repository around `cwd`; none where there is none, or no git. */
export async function listGitRemotes({ cwd, env }: Place): Promise<GitRemote[]> {
  const { exitCode, stdout } = await runGit(
    ['config', '--null', '--get-regexp', String.raw`^remote\..*\.url$`],
    {
      cwd,
      env,
    },
  )
  if (exitCode !== 0) return []
  return stdout.split('\0').flatMap((entry) => {
    // With --null git writes key, newline, value; a remote's name may hold dots.
    const match = /^remote\.(.*)\.url\n(.*)$/s.exec(entry)
    return match?.[1] && match[2] ? [{ name: match[1], url: match[2] }] : []
  })
}

/**
 * The remotes that are apps of controllers that are known. Over SSH controllers of one host differ by their ports: one that has told its
 * own goes before those that have not. Where the address still fits several, all of them are there: whoever asked must not guess
 * between them.
 */
export function appRemotes(
  remotes: readonly GitRemote[],
  controllers: readonly RemoteController[],
): AppRemote[] {
  return remotes.flatMap((remote) => {
    const found = controllers.flatMap((controller) => {
      const app = findApp(remote.url, controller)
      return app === undefined ? [] : [{ ...remote, app, controller }]
    })
    const isTold = found.some((it) => it.controller.sshPort !== undefined)
    return isTold ? found.filter((it) => !mayBeElsewhere(it.controller)) : found
  })
}

/** Deis's port is always the same: those can't be. */
function mayBeElsewhere({ dialect, sshPort }: RemoteController): boolean {
  return dialect === 'platform' && sshPort === undefined
}

function findApp(address: string, controller: RemoteController): string | undefined {
  const remote = URL.parse(address)
  if (!remote) return undefined
  if (remote.protocol === 'ssh:') return isOverSshOf(remote, controller) ? appIn(remote.pathname) : undefined
  const whole = remote.origin + remote.pathname
  return whole.startsWith(`${controller.url}/`) ? appIn(whole.slice(controller.url.length)) : undefined
}

function appIn(path: string): string | undefined {
  return /^\/([^/]+?)(\.git)?\/?$/.exec(path)?.[1]
}

/**
 * Deis's builder has a name beside its controller's, and in v1 the controller's; its port is always the same. Here it is the
 * controller's name with whatever port it was given (decision 0020).
 */
function isOverSshOf({ hostname, port }: URL, { url, dialect, sshPort }: RemoteController): boolean {
  if (dialect === 'platform')
    return (
      hostname.toLowerCase() === new URL(url).hostname && [undefined, Number(port || 22)].includes(sshPort)
    )
  const builder = new URL(gitAddress(url, 'app', dialect === 'deis' ? 'v2' : 'v1'))
  return hostname.toLowerCase() === builder.hostname && port === builder.port
}

/** Adds a remote and returns undefined; or leaves one that has this name already, and returns it. */
export async function addGitRemote(place: Place, { name, url }: GitRemote): Promise<GitRemote | undefined> {
  const existing = (await listGitRemotes(place)).find((it) => it.name === name)
  if (!existing) await runGit(['remote', 'add', '--', name, url], { ...place, check: true })
  return existing
}

/** Adds a remote, or points an existing one of that name elsewhere. */
export async function setGitRemote(place: Place, remote: GitRemote): Promise<void> {
  const existing = await addGitRemote(place, remote)
  if (existing) await runGit(['remote', 'set-url', '--', remote.name, remote.url], { ...place, check: true })
}

/** Removes every remote with this address. */
export async function removeGitRemotes(place: Place, url: string): Promise<void> {
  for (const remote of await listGitRemotes(place)) {
    if (remote.url === url) await runGit(['remote', 'remove', remote.name], { ...place, check: true })
  }
}

export async function isInGitRepository(place: Place): Promise<boolean> {
  return (await runGit(['rev-parse', '--git-dir'], place)).exitCode === 0
}
