import { createHmac, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Platform } from '../deploy/platform.ts'
import { problem } from '../domain/problem.ts'
import { controllerUrl, type SeenFrom } from './platform/addresses.ts'
import type { ApiServer } from './platform/route.ts'

/** An address is good for this long; in ms. */
const life = 24 * 60 * 60 * 1000

/** In ms. Within it, addresses stay the same, so that answers can be compared. */
const step = 60 * 60 * 1000

/**
 * Where the output of a build or a release command can be read, as it comes while it is written. As Heroku's, the address itself
 * stands in for a token, for a day at least: clients fetch it without one.
 */
export function outputUrl(platform: Platform, seenFrom: SeenFrom, id: string): string {
  const until = Math.ceil((platform.now().getTime() + life) / step) * step
  return `${controllerUrl(seenFrom)}/outputs/${id}?until=${until}&key=${sign(platform, id, until)}`
}

/** `GET /outputs/:id` of an address that `outputUrl` made. */
export function outputRoute(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ id: Type.String() }),
    querystring: Type.Object({ until: Type.String({ pattern: '^\\d{1,15}$' }), key: Type.String() }),
  }
  server.get('/outputs/:id', { config: { access: 'anyone' }, schema }, async (request, reply) => {
    const { id } = request.params
    const until = Number(request.query.until)
    const isSigned = isSame(request.query.key, sign(platform, id, until))
    if (!isSigned || until < platform.now().getTime())
      throw problem(
        'not_found',
        'No such output, or its address has expired. Ask for its build or release anew.',
      )
    return sendOutput(platform, reply, id)
  })
}

/** What a build or a release command wrote; where it still writes, the answer ends with it. */
export async function sendOutput(platform: Platform, reply: FastifyReply, id: string): Promise<FastifyReply> {
  const gone = new AbortController()
  reply.raw.on('close', () => gone.abort())
  reply.type('text/plain; charset=utf-8')
  const live = platform.outputs.follow(id, gone.signal)
  if (live) return reply.send(Readable.from(withLineEnds(live)))
  const { builds, releases } = platform.store
  return reply.send((await builds.findOutput(id)) ?? (await releases.findOutput(id)) ?? '')
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

function sign({ outputs }: Platform, id: string, until: number): string {
  return createHmac('sha256', outputs.secret).update(`${id} ${until}`).digest('base64url')
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
