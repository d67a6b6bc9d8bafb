import { Type } from 'typebox'
import { Release, ReleaseRollback } from '../../../api-types/release.ts'
import type { Platform } from '../../deploy/platform.ts'
import { rollBack } from '../../deploy/rollback.ts'
import { getRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/release.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { paginate } from '../ranges.ts'
import { watched } from '../watched.ts'
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
      const releases = paginate(request, reply, await platform.store.releases.listOfApp(app.id), 'version')
      const current = await platform.store.releases.findCurrent(app.id)
      return Promise.all(releases.map((it) => serializeRelease(platform, app, it, current)))
    },
  )
  server.get(
    '/apps/:app/releases/:release',
    {
      config: { access },
      schema: {
        params: Type.Object({ app: Type.String(), release: Type.String() }),
        response: { 200: Release },
      },
    },
    async (request) => {
      const app = namedAppOf(request)
      const current = await platform.store.releases.findCurrent(app.id)
      return serializeRelease(platform, app, await getRelease(platform, app, request.params.release), current)
    },
  )
  server.post(
    '/apps/:app/releases',
    {
      config: { access: 'deploy-or-operate' },
      schema: { params, body: ReleaseRollback, response: { 201: Release } },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const to = request.body.release
      return watched(request, reply, 201, async (report) => {
        const release = await rollBack(platform, { app, user: callerUser(request), to, report })
        return serializeRelease(platform, app, release, release)
      })
    },
  )
}

export async function serializeRelease(
  platform: Platform,
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
    output_stream_url: null,
    created_at: release.createdAt.toISOString(),
    updated_at: release.updatedAt.toISOString(),
  }
}
