import type { ConfigVars } from '../../domain/config-vars.ts'
import { type Release, rolledBackTo } from '../../domain/release.ts'

/** What a release deployed: the build, and the commit or the image it was made of. */
export interface Deployed {
  build: string
  commit: string | null
  image: string
}

/**
 * What made a release, as Deis says it: "jim deployed ecdff91", "jim added A, changed FOO". It is found by comparing, so releases that
 * were made by another face have it too.
 *
 * @param before the newest one before it that did not fail; undefined for the first
 * @param username who made it
 */
export function summarizeRelease(
  { status, slugId, config, description }: Pick<Release, 'status' | 'slugId' | 'config' | 'description'>,
  before: Pick<Release, 'slugId' | 'config'> | undefined,
  deployed: Deployed | undefined,
  username: string,
): string {
  if (!before) return `${username} created initial release`
  const isDeploy = deployed !== undefined && slugId !== before.slugId
  const target = rolledBackTo(description)
  if (status === 'failed') {
    if (target !== undefined) return `${username} performed roll back to a release that failed`
    if (isDeploy) return `${username} deployed ${deployed.build.slice(0, 7)} which failed`
    return `${username} deployed a config that failed`
  }
  if (target !== undefined) return `${username} rolled back to v${target}`
  const parts = [
    ...(isDeploy ? [`deployed ${deployed.commit?.slice(0, 7) ?? deployed.image}`] : []),
    ...summarizeConfig(before.config, config),
  ]
  return (parts.length === 0 ? ['changed nothing'] : parts).map((it) => `${username} ${it}`).join(' and ')
}

function summarizeConfig(before: ConfigVars, after: ConfigVars): string[] {
  const added = Object.keys(after).filter((it) => !Object.hasOwn(before, it))
  const kept = Object.keys(after).filter((it) => Object.hasOwn(before, it))
  const changed = kept.filter((it) => before[it] !== after[it])
  const deleted = Object.keys(before).filter((it) => !Object.hasOwn(after, it))
  const lists = Object.entries({ added, changed, deleted }).filter(([, names]) => names.length > 0)
  const text = lists.map(([verb, names]) => `${verb} ${names.sort().join(', ')}`).join(', ')
  return text === '' ? [] : [text]
}
