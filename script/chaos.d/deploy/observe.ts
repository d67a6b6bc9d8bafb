import { readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { App } from '../../../src/api-types/app.ts'
import type { Domain } from '../../../src/api-types/domain.ts'
import type { Formation } from '../../../src/api-types/formation.ts'
import type { Release } from '../../../src/api-types/release.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { runProgram } from '../../bench.d/run-program.ts'
import { look } from './asked.ts'
import type { DeployPlace } from './place.ts'

export interface SeenRelease {
  version: number
  status: string
  current: boolean
  description: string
  config: Readonly<Record<string, string>>
}

/** An app as the API and the controller's own books show it. */
export interface SeenApp {
  id: string
  name: string
  maintenance: boolean
  /** Oldest first. */
  releases: SeenRelease[]
  /** Of the API: those of the current release. */
  config: Readonly<Record<string, string>>
  /** How many of which type, by the books. */
  formation: Readonly<Record<string, number>>
  /** The names of the dynos that should run. */
  wanted: string[]
  /** Beside its own. */
  hostnames: string[]
  pendingBuilds: number
  /** Where the main branch of its repository is; empty where there is none. */
  commit: string
  /** The images that its slugs stand on. */
  images: string[]
}

export async function observe(place: DeployPlace): Promise<SeenApp[]> {
  const apps = await look<App[]>(place, '/apps')
  using books = openBooks(place)
  return await Promise.all(apps.map((app) => observeApp(place, app, books)))
}

/** Of this controller, among others on the same engine. */
export function readControllerId(place: DeployPlace): string {
  using books = openBooks(place)
  return String(books.all('select value from settings where key = ?', 'controller-id')[0]?.['value'])
}

async function observeApp(place: DeployPlace, app: App, books: Books): Promise<SeenApp> {
  const get = <T>(rest: string) => look<T>(place, `/apps/${app.id}${rest}`)
  const releases = await get<Release[]>('/releases')
  const configs = new Map(
    books
      .all('select version, config from releases where app_id = ?', app.id)
      .map((it) => [it['version'], JSON.parse(String(it['config'])) as Record<string, string>]),
  )
  const lines = await get<Formation[]>('/formation')
  const stopped = new Map(
    books
      .all('select type, stopped from formation where app_id = ?', app.id)
      .map((it) => [it['type'], JSON.parse(String(it['stopped'])) as number[]]),
  )
  const builds = books.all("select id from builds where app_id = ? and status = 'pending'", app.id)
  return {
    ...{ id: app.id, name: app.name, maintenance: app.maintenance },
    releases: releases
      .map(({ version, status, current, description }) => ({
        ...{ version, status, current, description },
        config: configs.get(version) ?? {},
      }))
      .sort((a, b) => a.version - b.version),
    config: await get('/config-vars'),
    formation: Object.fromEntries(lines.map((it) => [it.type, it.quantity])),
    wanted: lines.flatMap(({ type, quantity }) =>
      Array.from({ length: quantity }, (_, index) => index + 1)
        .filter((ordinal) => !stopped.get(type)?.includes(ordinal))
        .map((ordinal) => `${type}.${ordinal}`),
    ),
    hostnames: (await get<Domain[]>('/domains'))
      .filter((it) => it.kind === 'custom')
      .map((it) => it.hostname),
    pendingBuilds: builds.length,
    commit: await readMain(place, app.id),
    images: books.all('select image from slugs where app_id = ?', app.id).map((it) => String(it['image'])),
  }
}

async function readMain({ folder, controller }: DeployPlace, appId: string): Promise<string> {
  const repository = path.join(folder, 'data/repositories', `${appId}.git`)
  const at = { cwd: folder, env: controller.env }
  return (
    await runProgram(['git', '-C', repository, 'rev-parse', '--quiet', '--verify', 'main'], at).catch(
      () => '',
    )
  ).trim()
}

interface Books extends Disposable {
  all(sql: string, ...values: string[]): Record<string, unknown>[]
}

function openBooks({ folder }: DeployPlace): Books {
  const database = new DatabaseSync(path.join(folder, 'data/qp.sqlite'), { readOnly: true })
  return {
    all: (sql, ...values) => database.prepare(sql).all(...values),
    [Symbol.dispose]: () => database.close(),
  }
}

/** What is on the engine and in the data directory for an app: each by the app's id. */
export async function listThings(
  place: DeployPlace,
  controllerId: string,
): Promise<{ app: string; what: string }[]> {
  const { docker } = place
  const filter = ['--filter', `label=${labels.controller}=${controllerId}`]
  const ask = async (kind: string, argv: string[], format: string) =>
    (await docker(...argv, ...filter, '--format', format))
      .split('\n')
      .filter(Boolean)
      .map((line) => ({
        app: line.split(' ')[0] ?? '',
        what: `${kind} ${line.split(' ').slice(1).join(' ')}`,
      }))
  const label = `{{.Label "${labels.app}"}}`
  const things = await Promise.all([
    ask('container', ['ps', '--all'], `${label} {{.Names}} {{.State}}`),
    ask('network', ['network', 'ls'], `${label} {{.Name}}`),
    ask('volume', ['volume', 'ls'], `${label} {{.Name}}`),
    listImages(place, filter),
  ])
  return [...things.flat(), ...listFiles(path.join(place.folder, 'data'))]
}

async function listImages(
  { docker }: DeployPlace,
  filter: string[],
): Promise<{ app: string; what: string }[]> {
  const ids = (await docker('images', '--quiet', '--no-trunc', ...filter)).split('\n').filter(Boolean)
  if (ids.length === 0) return []
  const format = `{{index .Config.Labels "${labels.app}"}} {{.Id}} {{.RepoTags}}`
  const lines = await docker('inspect', '--type', 'image', '--format', format, ...new Set(ids))
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ app: line.split(' ')[0] ?? '', what: `image ${line.split(' ').slice(1).join(' ')}` }))
}

/** Named after an app's id. */
function listFiles(folder: string): { app: string; what: string }[] {
  const named = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    // What lies in a repository goes with it.
    const app = file.includes('.git/') ? undefined : named.exec(file)?.[0]
    return app === undefined ? [] : [{ app, what: `file ${file}` }]
  })
}
