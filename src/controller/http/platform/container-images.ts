import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { ContainerImage, ContainerTypes } from '../../../api-types/container-image.ts'
import { Release } from '../../../api-types/release.ts'
import {
  pushContainerImage,
  readContainerImage,
  releaseContainerImages,
  removeContainerTypes,
} from '../../deploy/container-images.ts'
import type { Platform } from '../../deploy/platform.ts'
import type * as domain from '../../domain/container-image.ts'
import { problem } from '../../domain/problem.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import { watched } from '../watched.ts'
import { serializeRelease } from './releases.ts'
import type { ApiServer } from './route.ts'

const params = Type.Object({ app: Type.String() })
const typeParams = Type.Object({ app: Type.String(), type: Type.String() })
const tarType = 'application/x-tar'

/** Images by process type, as `docker save` writes them: pushed, released, taken away and had back. */
export function containerImageRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/apps/:app/container-images',
    { config: { access: 'collaborator' }, schema: { params, response: { 200: Type.Array(ContainerImage) } } },
    async (request) => {
      const images = await platform.store.containerImages.listOfApp(namedAppOf(request).id)
      return Promise.all(images.map((it) => serializeImage(platform, it)))
    },
  )
  server.get(
    '/apps/:app/container-images/:type',
    { config: { access: 'deploy', scope: 'read-protected' }, schema: { params: typeParams } },
    async (request, reply) => {
      const tar = await readContainerImage(platform, namedAppOf(request), request.params.type)
      reply.type(tarType)
      // fastify answers HEAD by the same handler, and would read all of it.
      if (request.method === 'HEAD') tar.destroy()
      return request.method === 'HEAD' ? reply.send() : reply.send(tar)
    },
  )
  // The body's type is known by what dynoArchiveRoutes says of it.
  server.put(
    '/apps/:app/container-images/:type',
    { config: { access: 'deploy' }, schema: { params: typeParams } },
    async (request, reply) => {
      const { body } = request
      if (!(body instanceof Readable)) throw problem('invalid_params', `The body must be a tar (${tarType}).`)
      const by = { app: namedAppOf(request), user: callerUser(request) }
      try {
        await pushContainerImage(platform, by, request.params.type, body)
      } catch (error) {
        // Whoever is still sending it reads no answer until it is taken.
        request.raw.resume()
        throw error
      }
      return reply.code(204).send()
    },
  )
  actionRoutes(server, platform)
}

function actionRoutes(server: ApiServer, platform: Platform): void {
  const works = { release: releaseContainerImages, remove: removeContainerTypes }
  const schema = { params, body: ContainerTypes, response: { 201: Release } }
  for (const [name, work] of Object.entries(works))
    server.post(
      `/apps/:app/container-images/actions/${name}`,
      { config: { access: 'deploy' }, schema },
      async (request, reply) =>
        watched(request, reply, 201, async (report) => {
          const by = { app: namedAppOf(request), user: callerUser(request) }
          const release = await work(platform, { ...by, types: request.body.types, report })
          return serializeRelease(platform, request, by.app, release, release)
        }),
    )
}

async function serializeImage(
  platform: Platform,
  { type, image, createdAt }: domain.ContainerImage,
): Promise<ContainerImage> {
  const found = await platform.engine.findImage(image)
  return { type, image: found?.id ?? image, created_at: createdAt.toISOString() }
}
