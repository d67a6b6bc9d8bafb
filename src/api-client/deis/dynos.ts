import { Type } from 'typebox'
import { DeisContainer, type DeisPod, DeisPods } from '../../api-types/deis/pod.ts'
import type { Dyno } from '../../api-types/dyno.ts'
import { ApiError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import { getConfig } from './config.ts'
import type { DeisHttp } from './deis-http.ts'
import { listFormation } from './formation.ts'
import { limitsOf, noSize, sizeOf } from './limits.ts'
import { lacking } from './not-there.ts'
import { path } from './path.ts'
import { appReference } from './references.ts'
import { attachRun, describeRun } from './run.ts'
import { versions } from './versions.ts'

const inDynos = 'way into a dyno that runs'

export function dynosApi(http: DeisHttp): Controller['dynos'] {
  const { processes } = versions[http.version]
  return {
    ...lacking(
      http,
      'way to stop dynos',
      ['stop'],
      '`qp ps:restart` restarts them, `qp ps:scale` says how many there are.',
    ),
    ...lacking(http, inDynos, ['readArchive', 'writeArchive', 'runInside', 'forward']),
    async list(app) {
      const [dynos, config] = await Promise.all([listDynos(http, app), getConfig(http, app)])
      return dynos.map((it) => ({ ...it, size: sizeOf(limitsOf(config, it.type)) }))
    },
    async restart(app, which) {
      const route = processes === 'pods' ? podsPath(app, which) : containersPath(app, which)
      const restarted = await http.send(Type.Array(Type.Unknown()), 'POST', `${route}restart/`)
      // An empty list is also the answer for what Deis does not know.
      if (restarted.length > 0 || which === undefined || (await isProcessType(http, app, which))) return
      const message = `No such dyno or process type: ${which}. \`qp ps -a ${app}\` lists them.`
      throw new ApiError(message, { status: 404, code: 'not_found' })
    },
    create: async (app, options) => describeRun(http, app, options),
    attach: async (dyno, { isPiped }) => attachRun(http, dyno, isPiped),
  }
}

async function listDynos(http: DeisHttp, app: string): Promise<Dyno[]> {
  if (versions[http.version].processes === 'pods')
    return (await http.get(DeisPods, path`/apps/${app}/pods/`)).results.map((it) => dynoOfPod(app, it))
  return (await http.list(DeisContainer, path`/apps/${app}/containers/`)).map(dynoOfContainer)
}

/** Also where none of it runs. `cmd`, what an image runs by itself, is `web` on a controller of ours. */
async function isProcessType(http: DeisHttp, app: string, which: string): Promise<boolean> {
  const types = (await listFormation(http, app)).map((it) => it.type)
  return types.includes(which) || (which === 'cmd' && types.includes('web'))
}

/** "blog-web-3284379810-k5twh", also without the app in front; else it is a process type. */
function podsPath(app: string, which: string | undefined): string {
  if (which === undefined) return path`/apps/${app}/pods/`
  const short = which.startsWith(`${app}-`) ? which.slice(app.length + 1) : which
  const [, type] = /^(.+)-[a-z0-9]{8,10}-[a-z0-9]{5}$/.exec(short) ?? []
  return type === undefined ? path`/apps/${app}/pods/${which}/` : path`/apps/${app}/pods/${type}/${which}/`
}

/** "web.1", or "web" for all of it. */
function containersPath(app: string, which: string | undefined): string {
  const [type, number] = which?.split('.') ?? []
  if (type === undefined) return path`/apps/${app}/containers/`
  return number === undefined
    ? path`/apps/${app}/containers/${type}/`
    : path`/apps/${app}/containers/${type}/${number}/`
}

function dynoOfPod(app: string, { name, state, release, type, started }: DeisPod): Dyno {
  const times = { created_at: started, updated_at: started }
  return { id: name, name, ...detailsOf({ app, type, state, release }), ...times }
}

function dynoOfContainer({ uuid, app, type, num, state, release, created, updated }: DeisContainer): Dyno {
  const times = { created_at: created, updated_at: updated }
  return { id: uuid, name: `${type}.${num}`, ...detailsOf({ app, type, state, release }), ...times }
}

function detailsOf({ app, type, state, release }: Pick<DeisContainer, 'app' | 'type' | 'state' | 'release'>) {
  return {
    app: appReference(app),
    type,
    command: '',
    size: noSize,
    state: states[state] ?? state,
    release: { id: release, version: Number(release.replace(/^v/, '')) || 0 },
    attach_url: null,
  }
}

/** In the Platform API's words. The last two lines are v1's own. */
const states: Record<string, string> = {
  initializing: 'starting',
  creating: 'starting',
  starting: 'starting',
  up: 'up',
  terminating: 'down',
  down: 'down',
  destroyed: 'down',
  crashed: 'crashed',
  error: 'crashed',
  initialized: 'starting',
  created: 'starting',
}
