import { Type } from 'typebox'
import { Build, BuildCreate } from '../../../api-types/build.ts'
import { deployImage } from '../../deploy/deploy-image.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/build.ts'
import { problem } from '../../domain/problem.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { paginate } from '../ranges.ts'
import { watched } from '../watched.ts'
import { controllerUrl } from './addresses.ts'
import type { ApiServer } from './route.ts'
import { getUser, userReference } from './users.ts'

export function buildRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), build: Type.String() })
  server.get(
    '/apps/:app/builds',
    { config: { access }, schema: { params, response: { '2xx': Type.Array(Build) } } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const builds = await platform.store.builds.listOfApp(app.id)
      const url = controllerUrl(request)
      return paginate(
        request,
        reply,
        await Promise.all(builds.map((it) => serializeBuild(platform, url, app, it))),
        'created_at',
      )
    },
  )
  server.get(
    '/apps/:app/builds/:build',
    { config: { access }, schema: { params: oneParams, response: { 200: Build } } },
    async (request) => {
      const app = namedAppOf(request)
      const build = await getBuild(platform, app, request.params.build)
      return serializeBuild(platform, controllerUrl(request), app, build)
    },
  )
  server.get(
    '/apps/:app/builds/:build/output',
    { config: { access }, schema: { params: oneParams } },
    async (request, reply) => {
      const build = await getBuild(platform, namedAppOf(request), request.params.build)
      reply.type('text/plain; charset=utf-8')
      return (await platform.store.builds.findOutput(build.id)) ?? ''
    },
  )
  server.post(
    '/apps/:app/builds',
    { config: { access: 'deploy' }, schema: { params, body: BuildCreate, response: { 201: Build } } },
    async (request, reply) => {
      const app = namedAppOf(request)
      const user = callerUser(request)
      return watched(request, reply, 201, async (report, signal) => {
        const build = await deployImage(platform, { app, user, image: request.body.image, report, signal })
        return serializeBuild(platform, controllerUrl(request), app, build)
      })
    },
  )
}

async function getBuild(platform: Platform, app: App, id: string): Promise<domain.Build> {
  const build = await platform.store.builds.find(app.id, id)
  if (!build) throw problem('not_found', `No such build: ${id}. \`qp builds\` lists them.`)
  return build
}

export async function serializeBuild(
  platform: Platform,
  url: string,
  app: App,
  build: domain.Build,
): Promise<Build> {
  return {
    id: build.id,
    app: { id: app.id },
    status: build.status,
    buildpacks: null,
    source_blob: { url: build.source, version: build.source, checksum: null },
    stack: 'bookworm',
    slug: build.slugId === null ? null : { id: build.slugId },
    release: build.releaseId === null ? null : { id: build.releaseId },
    user: userReference(await getUser(platform, build.userId)),
    output_stream_url: `${url}/apps/${app.name}/builds/${build.id}/output`,
    created_at: build.createdAt.toISOString(),
    updated_at: build.updatedAt.toISOString(),
  }
}
