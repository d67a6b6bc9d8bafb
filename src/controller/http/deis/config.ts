import { Type } from 'typebox'
import { DeisConfig, DeisConfigUpdate } from '../../../api-types/deis/config.ts'
import type { Platform } from '../../deploy/platform.ts'
import { getCurrentRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import { webType } from '../../domain/dyno.ts'
import type { FormationEntry } from '../../domain/formation.ts'
import { formatCpu, formatMemory, type Limit } from '../../domain/limits.ts'
import { callerUser, checkAccess, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'
import { changeAppConfig } from './change-config.ts'
import { configUuid } from './config-uuid.ts'
import { serializeHealthChecks, webOrCmd } from './health-checks.ts'
import { deisTime } from './times.ts'

/** What a Deis app's config is made of is kept in several places here: a release has the values, and nothing else of it. */
export function configRoutes(server: ApiServer, platform: Platform): void {
  const access = 'deploy-or-operate' as const
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/config',
    { config: { access, scope: 'read-protected' }, schema: { params, response: { 200: DeisConfig } } },
    async (request) => serializeConfig(platform, namedAppOf(request)),
  )
  server.post(
    '/apps/:app/config',
    {
      config: { access, scope: 'write-protected' },
      schema: { params, body: DeisConfigUpdate, response: { 201: DeisConfig } },
    },
    async (request, reply) => {
      const [app, user, update] = [namedAppOf(request), callerUser(request), request.body]
      if (Object.keys(update).some((it) => it !== 'values' && it !== 'registry'))
        checkAccess(request, 'operate')
      await changeAppConfig(platform, { app, user, update, current: await serializeConfig(platform, app) })
      reply.code(201)
      return serializeConfig(platform, app)
    },
  )
}

export async function serializeConfig(platform: Platform, app: App): Promise<DeisConfig> {
  const release = await getCurrentRelease(platform, app)
  const entries = await platform.store.formation.listOfApp(app.id)
  return {
    uuid: configUuid(release.id),
    app: app.name,
    owner: (await getUser(platform, release.userId)).username,
    values: { ...release.config },
    memory: limitsOf(entries, 'memory', formatMemory),
    cpu: limitsOf(entries, 'cpu', formatCpu),
    tags: { ...(await platform.store.appTags.ofApp(app.id)) },
    registry: await serializeRegistry(platform, app),
    healthcheck: Object.fromEntries(entries.flatMap(checksOf)),
    termination_grace_period: Object.fromEntries(
      entries.flatMap(({ type, settings: { stopGrace } }) => (stopGrace === null ? [] : [[type, stopGrace]])),
    ),
    lifecycle_post_start: {},
    lifecycle_pre_stop: {},
    created: deisTime(release.createdAt),
    updated: deisTime(release.updatedAt),
  }
}

/** Only what a process type has of its own: what its size gives is nothing of Deis's. */
function limitsOf(
  entries: readonly FormationEntry[],
  which: 'memory' | 'cpu',
  format: (value: number) => string,
): Record<string, string> {
  const write = ({ limit, request }: Limit) =>
    request === null ? format(limit) : `${format(request)}/${format(limit)}`
  return Object.fromEntries(
    entries.flatMap(({ type, settings: { limits } }) => {
      const own = limits[which]
      return own ? [[type, write(own)]] : []
    }),
  )
}

/** Deis's clients call what they ask about by two names where it is web. */
function checksOf({ type, settings }: FormationEntry): [string, Record<string, object>][] {
  const checks = serializeHealthChecks(settings.healthChecks)
  if (Object.keys(checks).length === 0) return []
  return [...(type === webType ? [webOrCmd] : []), type].map((it) => [it, checks])
}

/** A password comes in and never out. */
async function serializeRegistry(platform: Platform, app: App): Promise<Record<string, string>> {
  const { username, password } = await platform.store.registries.ofApp(app.id)
  return {
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password: '********' }),
  }
}
