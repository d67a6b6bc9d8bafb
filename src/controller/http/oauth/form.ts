import type { FastifyInstance } from 'fastify'

/** Takes forms, and nothing else, in the routes of this server's scope: the rest of the API takes JSON alone. */
export function acceptForms(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_, body, done) => done(null, new URLSearchParams(body as string)),
  )
}
