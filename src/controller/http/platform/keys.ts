import { Type } from 'typebox'
import { Key, KeyCreate } from '../../../api-types/key.ts'
import { addKey, getKey } from '../../deploy/change-keys.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { SshKey } from '../../domain/ssh-key.ts'
import { callerUser } from '../auth.ts'
import { paginate } from '../ranges.ts'
import type { ApiServer } from './route.ts'

export function keyRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'user' as const }
  server.get(
    '/account/keys',
    { config, schema: { response: { '2xx': Type.Array(Key) } } },
    async (request, reply) => {
      const keys = await platform.store.sshKeys.listOfUser(callerUser(request).id)
      return paginate(request, reply, keys.map(serializeKey), 'id')
    },
  )
  server.post(
    '/account/keys',
    { config, schema: { body: KeyCreate, response: { 201: Key } } },
    async (request, reply) => {
      const { public_key: text, comment: name } = request.body
      const key = await addKey(platform, callerUser(request), { text, name })
      reply.code(201)
      return serializeKey(key)
    },
  )
  const one = { config, schema: { params: Type.Object({ key: Type.String() }), response: { 200: Key } } }
  server.get('/account/keys/:key', one, async (request) =>
    serializeKey(await getKey(platform, callerUser(request), request.params.key)),
  )
  server.delete('/account/keys/:key', one, async (request) => {
    const key = await getKey(platform, callerUser(request), request.params.key)
    await platform.store.sshKeys.remove(key.id)
    return serializeKey(key)
  })
}

function serializeKey({ id, publicKey, comment, fingerprint, createdAt }: SshKey): Key {
  const at = createdAt.toISOString()
  return {
    id,
    public_key: `${publicKey} ${comment}`.trim(),
    comment,
    email: comment,
    fingerprint,
    created_at: at,
    updated_at: at,
  }
}
