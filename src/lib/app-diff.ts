import type { Controller } from '../api-client/controller.ts'

export interface Difference {
  property: string
  /** Null where the app does not have it. */
  app1: string | null
  app2: string | null
}

type Properties = ReadonlyMap<string, string>

/** What two apps differ in, by property. Config vars by name alone: two values that differ are told apart and not shown. */
export async function diffApps(api: Controller, app1: string, app2: string): Promise<Difference[]> {
  const [one, two] = await Promise.all([describe(api, app1), describe(api, app2)])
  const differences = compare(one.properties, two.properties)
  return [...differences, ...compare(...tellApart(one.configVars, two.configVars))]
}

async function describe(api: Controller, name: string) {
  const [app, releases, formation, buildpacks, features, configVars] = await Promise.all([
    api.apps.get(name),
    api.releases.list(name, { max: 10 }),
    api.formation.list(name),
    api.buildpacks.list(name),
    api.features.list(name),
    api.configVars.get(name),
  ])
  const current = releases.find((it) => it.current)
  const slug = current?.slug ? await api.slugs.get(name, current.slug.id) : undefined
  const properties = new Map([
    ['slug (commit)', slug ? (slug.commit ?? slug.image) : 'none'],
    ['stack', app.build_stack.name],
    ['buildpacks', buildpacks.map((it) => it.buildpack.name).join(', ') || 'none'],
    ['maintenance', app.maintenance ? 'on' : 'off'],
    ...formation.map((it): [string, string] => [`formation (${it.type})`, `${it.quantity}:${it.size}`]),
    ...features.map((it): [string, string] => [`feature (${it.name})`, it.enabled ? 'on' : 'off']),
  ])
  return { properties, configVars: new Map(Object.entries(configVars)) }
}

function compare(one: Properties, two: Properties): Difference[] {
  return [...new Set([...one.keys(), ...two.keys()])]
    .map((property) => ({ property, app1: one.get(property) ?? null, app2: two.get(property) ?? null }))
    .filter((it) => it.app1 !== it.app2)
}

function tellApart(one: Properties, two: Properties): [Properties, Properties] {
  const hide = (own: Properties, other: Properties, name: string): Properties =>
    new Map(
      [...own]
        .sort()
        .map(([key, value]) => [`config (${key})`, other.get(key) === value ? 'the same' : name]),
    )
  return [hide(one, two, 'a value'), hide(two, one, 'another value')]
}
