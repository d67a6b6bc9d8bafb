import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { DeisKey } from '../../../api-types/deis/key.ts'
import { DeisPage } from '../../../api-types/deis/page.ts'
import { addKey, getKey } from '../../deploy/change-keys.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { SshKey } from '../../domain/ssh-key.ts'
import type { User } from '../../domain/user.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { notBlank } from './fields.ts'
import { PageQuery, pageOf } from './pages.ts'
import { deisTime } from './times.ts'

/** Everybody's own keys. What Deis has as a key's id is its comment here. */
export function keyRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'user' as const }
  server.get(
    '/keys',
    { config, schema: { querystring: PageQuery, response: { 200: DeisPage(DeisKey) } } },
    async (request) => {
      const user = callerUser(request)
      const page = pageOf(request, await platform.store.sshKeys.listOfUser(user.id))
      return { ...page, results: page.results.map((it) => serializeKey(it, user)) }
    },
  )
  server.post(
    '/keys',
    {
      config,
      schema: { body: Type.Object({ id: notBlank, public: notBlank }), response: { 201: DeisKey } },
    },
    async (request, reply) => {
      const user = callerUser(request)
      const { id: name, public: text } = request.body
      const key = await addKey(platform, user, { text, name, isOnlyName: true })
      reply.code(201)
      return serializeKey(key, user)
    },
  )
  const params = Type.Object({ key: Type.String() })
  server.get('/keys/:key', { config, schema: { params, response: { 200: DeisKey } } }, async (request) => {
    const user = callerUser(request)
    return serializeKey(await getKey(platform, user, request.params.key), user)
  })
  server.delete('/keys/:key', { config, schema: { params } }, async (request, reply) => {
    const { id } = await getKey(platform, callerUser(request), request.params.key)
    await platform.store.sshKeys.remove(id)
    return reply.code(204).send()
  })
}

function serializeKey(key: SshKey, owner: User): DeisKey {
  const { id, comment, createdAt } = key
  return {
    uuid: id,
    owner: owner.username,
    created: deisTime(createdAt),
    updated: deisTime(createdAt),
    id: comment || id,
    public: publicText(key),
    fingerprint: md5Fingerprint(key),
  }
}

/** The line of an `id_….pub` file. */
export function publicText({ publicKey, comment }: SshKey): string {
  return `${publicKey} ${comment}`.trim()
}

/** "aa:bb:…", of the key's bytes: the form before OpenSSH 6.8, which Deis's builder asks by. */
export function md5Fingerprint({ publicKey }: SshKey): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64')
  const digits = createHash('md5').update(blob).digest('hex')
  return digits.replace(/(..)(?!$)/g, '$1:')
}
