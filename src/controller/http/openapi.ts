import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

/** `GET /openapi.json`, from the schemas that requests are checked by. Register it before the routes. */
export async function describeApi(server: FastifyInstance, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'qp controller',
        version,
        description: "The Heroku Platform API v3's resources, and qp's own.",
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  })
}

export function openApiRoute(server: FastifyInstance): void {
  server.get('/openapi.json', { config: { access: 'anyone' }, schema: { hide: true } }, async () =>
    server.swagger(),
  )
}
