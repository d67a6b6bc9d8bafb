import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { Source } from '../../../api-types/build.ts'
import type { Platform } from '../../deploy/platform.ts'
import { keepSource, sourceAddress } from '../../deploy/source-blob.ts'
import { problem } from '../../domain/problem.ts'
import { controllerUrl, type SeenFrom } from './addresses.ts'
import type { ApiServer } from './route.ts'

/** Places for tarballs that builds are made of, as Heroku has them. */
export function sourceRoutes(server: ApiServer, platform: Platform): void {
  const response = { 201: Source }
  const make = (request: SeenFrom) => {
    // As on Heroku they are two, for who expects so; here it is one.
    const url = controllerUrl(request) + sourceAddress(platform)
    return { source_blob: { get_url: url, put_url: url } }
  }
  server.post(
    '/sources',
    { config: { access: 'user', scope: 'write' }, schema: { response } },
    async (request, reply) => {
      reply.code(201)
      return make(request)
    },
  )
  const params = Type.Object({ app: Type.String() })
  server.post(
    '/apps/:app/sources',
    { config: { access: 'deploy' }, schema: { params, response } },
    async (request, reply) => {
      reply.code(201)
      return make(request)
    },
  )
  // In a scope of its own: clients name any type or none, and whatever it is, its bytes go to the disk as they come.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    uploadRoute(scope as ApiServer, platform)
  })
}

function uploadRoute(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f-]{36}$' }) }),
    querystring: Type.Object({ until: Type.String(), key: Type.String() }),
  }
  server.put(
    '/sources/:id',
    { config: { access: 'anyone', isStreamed: true }, schema },
    async (request, reply) => {
      const { body } = request
      if (!(body instanceof Readable)) throw problem('invalid_params', 'The body must be a tar or tar.gz.')
      try {
        await keepSource(platform, { ...request.params, ...request.query }, body)
      } catch (error) {
        // Whoever is still sending it reads no answer until it is taken.
        request.raw.resume()
        throw error
      }
      return reply.code(200).send()
    },
  )
}
