import { Type } from 'typebox'
import { Build, BuildCreate, type SourceBuildCreate } from '../../../api-types/build.ts'
import { cancelBuild } from '../../deploy/cancel-build.ts'
import { beginBlobDeploy } from '../../deploy/deploy-blob.ts'
import { deployImage } from '../../deploy/deploy-image.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import type * as domain from '../../domain/build.ts'
import { getBuildpack } from '../../domain/buildpack.ts'
import { problem } from '../../domain/problem.ts'
import { stackNameOf, stackOf } from '../../domain/stack.ts'
import { callerUser, mayStill, namedAppOf } from '../auth.ts'
import { outputUrl, sendOutput } from '../outputs.ts'
import { paginate } from '../ranges.ts'
import { isWatched, watched } from '../watched.ts'
import type { SeenFrom } from './addresses.ts'
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
      return paginate(
        request,
        reply,
        await Promise.all(builds.map((it) => serializeBuild(platform, request, app, it))),
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
      return serializeBuild(platform, request, app, build)
    },
  )
  server.get(
    '/apps/:app/builds/:build/output',
    { config: { access }, schema: { params: oneParams } },
    async (request, reply) => {
      const build = await getBuild(platform, namedAppOf(request), request.params.build)
      return sendOutput(platform, reply, build.id, () => mayStill(platform, request))
    },
  )
  server.delete(
    '/apps/:app/builds/:build',
    { config: { access: 'deploy' }, schema: { params: oneParams, response: { 200: Build } } },
    async (request) => {
      const app = namedAppOf(request)
      const build = await getBuild(platform, app, request.params.build)
      cancelBuild(platform, callerUser(request), build)
      return serializeBuild(platform, request, app, build)
    },
  )
  createRoute(server, platform)
}

function createRoute(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ app: Type.String() }),
    body: BuildCreate,
    response: { 201: Build },
  }
  server.post('/apps/:app/builds', { config: { access: 'deploy' }, schema }, async (request, reply) => {
    const by = { app: namedAppOf(request), user: callerUser(request) }
    const serialize = (build: domain.Build) => serializeBuild(platform, request, by.app, build)
    const { body } = request
    // As on Heroku: a tarball's build goes on by itself, unless somebody watches.
    if ('source_blob' in body && !isWatched(request)) {
      const alone = { report: () => {}, signal: new AbortController().signal }
      const { build } = await beginBlobDeploy(platform, { ...by, ...blobOf(body), ...alone })
      reply.code(201)
      return serialize(build)
    }
    return watched(request, reply, 201, async (report, signal) => {
      if ('source_blob' in body)
        return serialize(
          await (await beginBlobDeploy(platform, { ...by, ...blobOf(body), report, signal })).done,
        )
      const { image, procfile: processTypes } = body
      return serialize(await deployImage(platform, { ...by, image, processTypes, report, signal }))
    })
  })
}

function blobOf({ source_blob, buildpacks }: SourceBuildCreate) {
  const { url, version = null, checksum = null } = source_blob
  const named = buildpacks?.map((it) => getBuildpack(it.name ?? it.url ?? '').name)
  return { source: { kind: 'blob' as const, url, version, checksum }, buildpacks: named }
}

/** Throws `not_found`. */
export async function getBuild(platform: Platform, app: App, id: string): Promise<domain.Build> {
  const build = await platform.store.builds.find(app.id, id)
  if (!build)
    throw problem('not_found', `No such build: ${id}. \`qp builds\` lists them.`, { reason: 'no_such_build' })
  return build
}

export async function serializeBuild(
  platform: Platform,
  seenFrom: SeenFrom,
  app: App,
  build: domain.Build,
): Promise<Build> {
  return {
    id: build.id,
    app: { id: app.id },
    status: build.status,
    buildpacks: null,
    source_blob: { url: build.source, version: build.source, checksum: null },
    stack: await stackOfBuild(platform, build),
    slug: build.slugId === null ? null : { id: build.slugId },
    release: build.releaseId === null ? null : { id: build.releaseId },
    user: userReference(await getUser(platform, build.userId)),
    output_stream_url: outputUrl(platform, seenFrom, build),
    created_at: build.createdAt.toISOString(),
    updated_at: build.updatedAt.toISOString(),
  }
}

/** While it has made no slug: what it may turn out to stand on. */
async function stackOfBuild(platform: Platform, build: domain.Build): Promise<string> {
  const defaultStack = stackNameOf(platform.settings.stackImage)
  const slug = build.slugId === null ? undefined : await platform.store.slugs.find(build.slugId)
  return slug
    ? stackOf(slug, defaultStack)
    : ((await platform.store.apps.buildStackOf(build.appId)) ?? defaultStack)
}
