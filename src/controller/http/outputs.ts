import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Platform } from '../deploy/platform.ts'
import { isSigned, signedQuery } from '../deploy/signed-addresses.ts'
import { problem } from '../domain/problem.ts'
import { controllerUrl, type SeenFrom } from './platform/addresses.ts'
import type { ApiServer } from './platform/route.ts'

/**
 * Where the output of a build or a release command can be read, as it comes while it is written. As Heroku's, the address itself
 * stands in for a token: clients fetch it without one.
 */
export function outputUrl(platform: Platform, seenFrom: SeenFrom, id: string): string {
  const path = outputPath(id)
  return `${controllerUrl(seenFrom)}${path}?${signedQuery(platform, path)}`
}

/** `GET /outputs/:id` of an address that `outputUrl` made. */
export function outputRoute(server: ApiServer, platform: Platform): void {
  const schema = {
    params: Type.Object({ id: Type.String() }),
    querystring: Type.Object({ until: Type.String(), key: Type.String() }),
  }
  server.get('/outputs/:id', { config: { access: 'anyone' }, schema }, async (request, reply) => {
    const { id } = request.params
    if (isSigned(platform, outputPath(id), request.query)) return sendOutput(platform, reply, id)
    throw problem(
      'not_found',
      'No such output, or its address has expired. Ask for its build or release anew.',
    )
  })
}

function outputPath(id: string): string {
  return `/outputs/${id}`
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
