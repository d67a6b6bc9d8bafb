import { Type } from 'typebox'
import { OAuthClient, OAuthClientCreate, OAuthClientUpdate } from '../../../api-types/oauth-client.ts'
import {
  createClient,
  destroyClient,
  getOwnClient,
  rotateClient,
  updateClient,
} from '../../deploy/change-clients.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { OAuthClient as StoredClient } from '../../domain/oauth-client.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from './route.ts'

/** OAuth clients of the caller's own. */
export function clientRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'user' as const }
  server.get(
    '/oauth/clients',
    { config, schema: { response: { 200: Type.Array(OAuthClient) } } },
    async (request) =>
      (await platform.store.oauthClients.listOfUser(callerUser(request).id)).map((it) => serializeClient(it)),
  )
  server.post(
    '/oauth/clients',
    { config, schema: { body: OAuthClientCreate, response: { 201: OAuthClient } } },
    async (request, reply) => {
      const { name, redirect_uri: redirectUri } = request.body
      const { client, secret } = await createClient(platform, callerUser(request), { name, redirectUri })
      reply.code(201)
      return serializeClient(client, secret)
    },
  )
  const one = {
    config,
    schema: { params: Type.Object({ id: Type.String() }), response: { 200: OAuthClient } },
  }
  const path = '/oauth/clients/:id'
  server.get(path, one, async (request) =>
    serializeClient(await getOwnClient(platform, callerUser(request), request.params.id)),
  )
  server.patch(path, { ...one, schema: { ...one.schema, body: OAuthClientUpdate } }, async (request) => {
    const { name, redirect_uri: redirectUri } = request.body
    const client = await getOwnClient(platform, callerUser(request), request.params.id)
    const changes = {
      ...(name === undefined ? {} : { name }),
      ...(redirectUri === undefined ? {} : { redirectUri }),
    }
    return serializeClient(await updateClient(platform, client, changes))
  })
  server.delete(path, one, async (request) => {
    const client = await getOwnClient(platform, callerUser(request), request.params.id)
    await destroyClient(platform, client)
    return serializeClient(client)
  })
  server.post(`${path}/actions/rotate-credentials`, one, async (request) => {
    const own = await getOwnClient(platform, callerUser(request), request.params.id)
    const { client, secret } = await rotateClient(platform, own)
    return serializeClient(client, secret)
  })
}

function serializeClient(client: StoredClient, secret = ''): OAuthClient {
  return {
    id: client.id,
    name: client.name,
    redirect_uri: client.redirectUri,
    secret,
    ignores_delinquent: null,
    created_at: client.createdAt.toISOString(),
    updated_at: client.updatedAt.toISOString(),
  }
}
