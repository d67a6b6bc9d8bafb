import type { Controller } from '../api-client/controller.ts'
import type { BuildpackInstallation } from '../api-types/buildpack-installation.ts'
import { UserError } from './errors.ts'

type Api = Pick<Controller, 'buildpacks' | 'configVars'>

/** What a buildpack is called in a list and on a command line: its name, or else its address. */
export function nameOf({ buildpack }: BuildpackInstallation): string {
  return buildpack.name
}

/** Changes an app's list of buildpacks as `change` says, and answers the new one. */
export async function changeBuildpacks(
  api: Api,
  app: string,
  change: (names: readonly string[]) => readonly string[],
): Promise<BuildpackInstallation[]> {
  const names = change((await api.buildpacks.list(app)).map(nameOf))
  return api.buildpacks.replace(app, { updates: names.map((buildpack) => ({ buildpack })) })
}

/** Puts one at this place (from 1) in the place of what was there; further back than all, it is the last. */
export function withReplaced(names: readonly string[], buildpack: string, place: number): string[] {
  return withInserted(names.toSpliced(place - 1, 1), buildpack, place)
}

/** Puts one at this place (from 1), before what was there; without a place, or further back than all, it is the last. */
export function withInserted(
  names: readonly string[],
  buildpack: string,
  place = names.length + 1,
): string[] {
  if (!names.includes(buildpack)) return names.toSpliced(place - 1, 0, buildpack)
  throw new UserError(`The buildpack ${buildpack} is already set on the app.`, { code: 'buildpack_set' })
}

/** By its name, or by its place (from 1). */
export function withRemoved(names: readonly string[], which: string | number): string[] {
  const index = typeof which === 'number' ? which - 1 : names.findIndex((it) => isSame(it, which))
  if (index >= 0 && index < names.length) return names.toSpliced(index, 1)
  const what = typeof which === 'number' ? `no buildpack number ${which}` : `no buildpack ${which}`
  const hint = names.length === 0 ? 'It has none.' : `It has ${names.join(', ')}.`
  throw new UserError(`There is ${what} on the app. Nothing was removed.`, {
    code: 'no_such_buildpack',
    hint,
  })
}

/** `https://host/a` and `https://host/a.git` are one. */
function isSame(a: string, b: string): boolean {
  const plain = (it: string) => it.replace(/^urn:buildpack:/, '').replace(/\.git$/, '')
  return plain(a) === plain(b)
}

/** What the next build runs: one name, or a numbered list. */
export function renderBuildpacks(installed: readonly BuildpackInstallation[]): string {
  const names = installed.map(nameOf)
  return names.length === 1 ? names.join() : names.map((name, index) => `${index + 1}. ${name}`).join('\n')
}

/** What to tell after a change: what the next build will do. */
export async function describeNextBuild(
  api: Api,
  app: string,
  installed: readonly BuildpackInstallation[],
): Promise<string> {
  const { BUILDPACK_URL: asked } = await api.configVars.get(app)
  // On a Deis controller it is what holds the app's one buildpack.
  if (asked !== undefined && asked !== installed.map(nameOf).join())
    return `The config var BUILDPACK_URL is set, and comes first: \`qp config:unset BUILDPACK_URL -a ${app}\` takes it away.`
  if (installed.length === 0) return `The next build of ${app} finds out its buildpack by itself.`
  return `The next build of ${app} will use:\n${renderBuildpacks(installed)}\n\`git push\` makes one.`
}
