import { Type } from 'typebox'
import { Release, ReleaseCreate, ReleaseRollback } from '../../../api-types/release.ts'
import type { Platform } from '../../deploy/platform.ts'
import { releaseSlug } from '../../deploy/release-slug.ts'
import { rollBack } from '../../deploy/rollback.ts'
import { getRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import type { Report } from '../../domain/progress.ts'
import type * as domain from '../../domain/release.ts'
import type { User } from '../../domain/user.ts'
import { callerUser, mayStill, namedAppOf } from '../auth.ts'
import { outputUrl, sendOutput } from '../outputs.ts'
import { paginateNumbered } from '../ranges.ts'
import { watched } from '../watched.ts'
import type { SeenFrom } from './addresses.ts'
import type { ApiServer } from './route.ts'
import { getUser, userReference } from './users.ts'

export function releaseRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/releases',
    { config: { access }, schema: { params, response: { '2xx': Type.Array(Release) } } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const releases = await paginateNumbered(request, reply, 'version', (page) =>
        platform.store.releases.listFrom(app.id, page),
      )
      const current = await platform.store.releases.findCurrent(app.id)
      return Promise.all(releases.map((it) => serializeRelease(platform, request, app, it, current)))
    },
  )
  const oneParams = Type.Object({ app: Type.String(), release: Type.String() })
  server.get(
    '/apps/:app/releases/:release',
    { config: { access }, schema: { params: oneParams, response: { 200: Release } } },
    async (request) => {
      const app = namedAppOf(request)
      const current = await platform.store.releases.findCurrent(app.id)
      const release = await getRelease(platform, app, request.params.release)
      return serializeRelease(platform, request, app, release, current)
    },
  )
  server.get(
    '/apps/:app/releases/:release/output',
    { config: { access }, schema: { params: oneParams } },
    async (request, reply) => {
      const { id } = await getRelease(platform, namedAppOf(request), request.params.release)
      return sendOutput(platform, reply, id, () => mayStill(platform, request))
    },
  )
  createRoute(server, platform)
}

function createRoute(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ app: Type.String() }),
    body: Type.Union([ReleaseRollback, ReleaseCreate]),
    response: { 201: Release },
  }
  server.post(
    '/apps/:app/releases',
    { config: { access: 'deploy-or-operate' }, schema },
    async (request, reply) =>
      watched(request, reply, 201, async (report) => {
        const by = { app: namedAppOf(request), user: callerUser(request), report }
        const release = await makeRelease(platform, by, request.body)
        return serializeRelease(platform, request, by.app, release, release)
      }),
  )
}

function makeRelease(
  platform: Platform,
  by: { app: App; user: User; report: Report },
  asked: ReleaseRollback | ReleaseCreate,
): Promise<domain.Release> {
  if ('release' in asked) return rollBack(platform, { ...by, to: asked.release })
  const { slug, description = `Deploy slug ${slug}` } = asked
  return releaseSlug(platform, { ...by, slugId: slug, description })
}

export async function serializeRelease(
  platform: Platform,
  seenFrom: SeenFrom,
  app: App,
  release: domain.Release,
  current: domain.Release | undefined,
): Promise<Release> {
  return {
    id: release.id,
    app: { id: app.id, name: app.name },
    version: release.version,
    description: release.description,
    status: release.status,
    current: release.id === current?.id,
    user: userReference(await getUser(platform, release.userId)),
    slug: release.slugId === null ? null : { id: release.slugId },
    addon_plan_names: [],
    eligible_for_rollback: release.status === 'succeeded' && release.slugId !== null,
    output_stream_url: release.hasOutput ? outputUrl(platform, seenFrom, release) : null,
    created_at: release.createdAt.toISOString(),
    updated_at: release.updatedAt.toISOString(),
  }
}
