import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { readDynoFiles, writeDynoFiles } from '../../deploy/dyno-files.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

const tarType = 'application/x-tar'
// A process's files may hold its config vars.
const reading = { access: 'deploy-or-operate', scope: 'read-protected' } as const
const writing = { access: 'deploy-or-operate', scope: 'write-protected' } as const
const schema = {
  params: Type.Object({ app: Type.String(), dyno: Type.String() }),
  querystring: Type.Object({ path: Type.String({ pattern: '^/' }) }),
}

/**
 * Files of a running dyno as tars, in the manner of Docker's own `/containers/{id}/archive`. While one is on its way out the
 * engine can do nothing else with the dyno; so a client that neither takes nor gives anything for `patience` (milliseconds)
 * is cut off.
 */
export function dynoArchiveRoutes(server: ApiServer, platform: Platform, patience = 60_000): void {
  // A tar goes to the engine as it comes: of any size, and never kept here.
  server.addContentTypeParser(tarType, (_request, payload, done) => done(null, payload))
  server.get('/apps/:app/dynos/:dyno/archive', { config: reading, schema }, async (request, reply) => {
    const { dyno } = request.params
    const tar = await readDynoFiles(platform, { app: namedAppOf(request), dyno, ...request.query })
    reply.type(tarType)
    // Without a listener, Node closes a connection at its timeout.
    request.raw.setTimeout(patience)
    // fastify answers HEAD by the same handler, and would read all of it.
    if (request.method === 'HEAD') tar.destroy()
    return request.method === 'HEAD' ? reply.send() : reply.send(tar)
  })
  server.put('/apps/:app/dynos/:dyno/archive', { config: writing, schema }, async (request, reply) => {
    const { dyno } = request.params
    const tar = request.body
    request.raw.setTimeout(patience)
    if (!(tar instanceof Readable)) throw problem('invalid_params', `The body must be a tar (${tarType}).`)
    try {
      await writeDynoFiles(platform, { app: namedAppOf(request), dyno, ...request.query, tar })
    } catch (error) {
      // Whoever is still sending it reads no answer until it is taken.
      request.raw.resume()
      throw error
    }
    return reply.code(204).send()
  })
}
