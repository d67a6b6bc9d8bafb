import { runGit } from './git.ts'
import type { Surroundings } from './surroundings.ts'

type Place = Pick<Surroundings, 'cwd' | 'env'>

export interface GitRemote {
  name: string
  url: string
}

/** A remote that is an app's repository on a controller. */
export interface AppRemote extends GitRemote {
  app: string
  controllerUrl: string
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

/** The remotes whose address is `<controller>/<app>.git` of a controller that is known. */
export function appRemotes(remotes: readonly GitRemote[], controllerUrls: readonly string[]): AppRemote[] {
  return remotes.flatMap((remote) => {
    const parsed = URL.parse(remote.url)
    if (!parsed) return []
    const address = parsed.origin + parsed.pathname
    const known = controllerUrls.find((url) => address.startsWith(url + '/'))
    const app = known && /^([^/]+?)(\.git)?\/?$/.exec(address.slice(known.length + 1))?.[1]
    return known && app ? [{ ...remote, app, controllerUrl: known }] : []
  })
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
