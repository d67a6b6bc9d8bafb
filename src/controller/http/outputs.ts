import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Platform } from '../deploy/platform.ts'
import { isSigned, signedQuery } from '../deploy/signed-addresses.ts'
import { isAllowed } from '../domain/access.ts'
import { problem } from '../domain/problem.ts'
import { isExpired, type Token } from '../domain/token.ts'
import { controllerUrl, type SeenFrom } from './platform/addresses.ts'
import type { ApiServer } from './platform/route.ts'

/**
 * Where the output of a build or a release command can be read, as it comes while it is written. As Heroku's, the address itself
 * stands in for a token: clients fetch it without one. It is as good as the token of who was given it; where nobody asked, since a
 * webhook tells of it, as long as there is the app.
 */
export function outputUrl(
  platform: Platform,
  seenFrom: SeenFrom,
  { id, appId }: { id: string; appId: string },
): string {
  const token = seenFrom.caller?.token
  const path = outputPath(id, { app: appId, by: token ? versionOf(token) : '' })
  return `${controllerUrl(seenFrom)}${path}&${signedQuery(platform, path)}`
}

/** `GET /outputs/:id` of an address that `outputUrl` made. */
export function outputRoute(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ id: Type.String() }),
    querystring: Type.Object({
      app: Type.String(),
      by: Type.String(),
      until: Type.String(),
      key: Type.String(),
    }),
  }
  server.get('/outputs/:id', { config: { access: 'anyone' }, schema }, async (request, reply) => {
    const { id } = request.params
    const reader = request.query
    if (isSigned(platform, outputPath(id, reader), reader) && (await mayRead(platform, reader)))
      // A store that does not answer takes nobody's right.
      return sendOutput(platform, reply, id, () => mayRead(platform, reader).catch(() => true))
    throw problem(
      'not_found',
      'No such output, or its address has expired. Ask for its build or release anew.',
    )
  })
}

/** Of which app the output is, and by what `versionOf` says of a token. */
interface Reader {
  app: string
  by: string
}

function outputPath(id: string, { app, by }: Reader): string {
  return `/outputs/${id}?app=${encodeURIComponent(app)}&by=${encodeURIComponent(by)}`
}

/** Another where another secret stands for the token. */
function versionOf({ id, updatedAt }: Token): string {
  return `${id}.${updatedAt.getTime()}`
}

/** Asks anew, each time: what was granted once is not granted for ever. */
async function mayRead({ store, now }: Platform, { app: appId, by }: Reader): Promise<boolean> {
  const app = await store.apps.find(appId)
  if (!app || by === '') return app !== undefined
  const token = await store.tokens.find(by.split('.', 1)[0] ?? '')
  if (!token || isExpired(token, now()) || versionOf(token) !== by) return false
  const user = await store.users.find(token.userId)
  const collaboration = user && (await store.collaborators.find(app.id, user.id))
  return isAllowed('view', { user, app, collaboration, isReading: true, isSelf: false })
}

/**
 * What a build or a release command wrote; where it still writes, the answer ends with it, and breaks off once the reader is not
 * allowed any more.
 */
export async function sendOutput(
  platform: Platform,
  reply: FastifyReply,
  id: string,
  isAllowed: () => Promise<boolean>,
): Promise<FastifyReply> {
  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort())
  reply.type('text/plain; charset=utf-8')
  const live = platform.outputs.follow(id, gone.signal)
  if (live) {
    // Not ended as if that were all of it.
    const letGo = platform.sessions.watchOver({ isAllowed, showOut: () => reply.raw.destroy() })
    reply.raw.on('close', letGo)
    return reply.send(Readable.from(withLineEnds(live)))
  }
  const { builds, releases } = platform.store
  return reply.send((await builds.findOutput(id)) ?? (await releases.findOutput(id)) ?? '')
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}
