import { Type } from 'typebox'
import { DeisPod, DeisPods } from '../../../api-types/deis/pod.ts'
import type { Platform } from '../../deploy/platform.ts'
import { restart } from '../../deploy/restart.ts'
import { findSlug, getCurrentRelease, listCurrentDynos } from '../../deploy/running-app.ts'
import { isReady } from '../../deploy/served-dynos.ts'
import type { App } from '../../domain/app.ts'
import { type Dyno, formatDynoName } from '../../domain/dyno.ts'
import { problem } from '../../domain/problem.ts'
import { resolveProcessType } from '../../domain/process-type.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { podName } from './pod-name.ts'
import { deisTime } from './times.ts'
import { orUnavailable } from './unavailable.ts'

const config = { access: 'collaborator' as const }

/** Which are meant: a process type's, or one of them, by the name it has here or its own; all, where none is named. */
interface Asked {
  type?: string | undefined
  name?: string | undefined
}

const params = Type.Object({
  app: Type.String(),
  type: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
})

export function podRoutes(server: ApiServer, platform: Platform): void {
  for (const path of ['/apps/:app/pods', '/apps/:app/pods/:type', '/apps/:app/pods/:type/:name']) {
    server.get(path, { config, schema: { params, response: { 200: DeisPods } } }, async (request) => {
      const results = await listPods(platform, namedAppOf(request), request.params)
      return { results, count: results.length }
    })
    const restarting = { params, response: { 200: Type.Array(DeisPod) } }
    server.post(`${path}/restart`, { config, schema: restarting }, async (request) => {
      const app = namedAppOf(request)
      const which = await findNamed(platform, app, request.params)
      if (which === 'none') return []
      await orUnavailable('restart', restart(platform, { app, which: which.dynos, report: () => {} }))
      return listPods(platform, app, request.params)
    })
  }
}

/** Of the current release, as far as they do not lie still; the newest first. */
async function listPods(platform: Platform, app: App, asked: Asked): Promise<DeisPod[]> {
  const which = await findNamed(platform, app, asked)
  if (which === 'none') return []
  const { dynos } = which
  return (await listCurrentDynos(platform, app))
    .filter((it) => it.state !== 'crashed')
    .filter((it) => dynos === undefined || it.type === dynos || formatDynoName(it) === dynos)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .map((it) => serializePod(platform, app, it))
}

/** As `restart` has it: undefined for all. */
async function findNamed(
  platform: Platform,
  app: App,
  { type, name }: Asked,
): Promise<'none' | { dynos: string | undefined }> {
  const release = await getCurrentRelease(platform, app)
  const slug = await findSlug(platform, release)
  if (!slug) return 'none'
  if (type === undefined) return { dynos: undefined }
  const known = (await platform.store.formation.listOfApp(app.id)).flatMap(namesOf)
  // For a type with a dash in its name the client says it twice.
  if (name !== undefined && name !== type) {
    const one = known.find((it) => isCalled(app, release.version, it, name))
    if (!one) throw problem('not_found', `No such dyno: ${name}. Perhaps there was a release since.`)
    return { dynos: formatDynoName(one) }
  }
  const dynos = resolveProcessType(type, slug.processTypes)
  return known.some((it) => it.type === dynos || formatDynoName(it) === dynos) ? { dynos } : 'none'
}

function namesOf({ type, quantity }: { type: string; quantity: number }) {
  return Array.from({ length: quantity }, (_, index) => ({ type, ordinal: index + 1 }))
}

function isCalled(app: App, version: number, dyno: { type: string; ordinal: number }, name: string): boolean {
  const full = podName(app, version, dyno)
  return [full, full.slice(app.name.length + 1), formatDynoName(dyno)].includes(name)
}

/** One that runs and is not ready, or not any more, is "starting" to Deis. */
function serializePod({ served }: Platform, app: App, dyno: Dyno): DeisPod {
  const isUnready = dyno.state === 'up' && !isReady(served, dyno.containerId)
  return {
    name: podName(app, dyno.releaseVersion, dyno),
    state: isUnready ? 'starting' : dyno.state,
    release: `v${dyno.releaseVersion}`,
    type: dyno.type,
    started: deisTime(dyno.createdAt),
  }
}
