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

/** Adds the remote, or points an existing one of that name to the address. */
export async function setGitRemote(place: Place, { name, url }: GitRemote): Promise<'added' | 'changed'> {
  const existing = await listGitRemotes(place)
  const change = existing.some((it) => it.name === name) ? 'changed' : 'added'
  await runGit(['remote', change === 'added' ? 'add' : 'set-url', '--', name, url], { ...place, check: true })
  return change
}

export async function isInGitRepository(place: Place): Promise<boolean> {
  return (await runGit(['rev-parse', '--git-dir'], place)).exitCode === 0
}
