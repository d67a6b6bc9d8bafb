import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { carryConnection } from '../../attach/carry-connection.ts'
import { FrameError } from '../../attach/frames.ts'
import { closeCodes, openSessionLink, type SessionLink } from '../../attach/session-link.ts'
import { connectToDyno, getForwardedDyno, whenDynoEnded } from '../deploy/forward-to-dyno.ts'
import type { Platform } from '../deploy/platform.ts'
import type { Dyno } from '../domain/dyno.ts'
import { problem } from '../domain/problem.ts'
import { mayStill, namedAppOf } from './auth.ts'

/**
 * Ports of a running dyno (docs/attach-protocol.md). With `?port=`, one connection to it, which is there before the websocket
 * opens. Without, a websocket that carries nothing and is closed when the dyno ends.
 */
export function forwardRoute(server: FastifyInstance, platform: Platform): void {
  server.get(
    '/apps/:app/dynos/:dyno/forward',
    {
      websocket: true,
      // What a process of one's own in the dyno could do: the same is asked for it.
      config: { access: 'deploy-or-operate', scope: 'write-protected' },
      preValidation: async (request) => {
        if (!request.ws)
          throw problem('bad_request', 'Ports are forwarded by a websocket: use `qp ps:forward`.')
        request.forwarded = await findForwarded(platform, request)
      },
    },
    async (socket, request) => {
      if (!request.forwarded) return
      const link = serve(platform, socket, request.forwarded)
      const letGo = platform.sessions.watchOver({
        isAllowed: () => mayStill(platform, request),
        showOut: (why) => link.close(closeCodes.forbidden, why),
      })
      await link.closed
      letGo()
    },
  )
}

/** Whoever takes the connection says so by `adopt`: until then it is gone when the client is. */
type Forwarded = { name: string; dyno: Dyno } | { connection: Socket; adopt: () => void }

async function findForwarded(platform: Platform, request: FastifyRequest): Promise<Forwarded> {
  const app = namedAppOf(request)
  const { dyno: name } = request.params as { dyno: string }
  const { port } = request.query as { port?: unknown }
  if (port === undefined) return { name, dyno: await getForwardedDyno(platform, app, name) }
  const connection = await connectToDyno(platform, { app, dyno: name, port: readPort(port) })
  const client = request.raw.socket
  const drop = () => connection.destroy()
  client.once('close', drop)
  if (client.destroyed) drop()
  return { connection, adopt: () => client.off('close', drop) }
}

/** Throws `invalid_params`. */
function readPort(text: unknown): number {
  const port = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_535) return port
  throw problem('invalid_params', 'port must be a number from 1 to 65535.')
}

function serve(
  platform: Platform,
  socket: WebSocket,
  forwarded: Forwarded,
): Pick<SessionLink, 'close' | 'closed'> {
  if ('connection' in forwarded) {
    forwarded.adopt()
    return carryConnection({ socket, connection: forwarded.connection, sends: 'stdout' })
  }
  const { name, dyno } = forwarded
  const link = openSessionLink(socket, { onFrame: refuseFrame })
  const gone = new AbortController()
  void link.closed.then(() => gone.abort())
  void whenDynoEnded(platform, dyno.containerId, gone.signal).then(() =>
    link.close(closeCodes.dynoGone, `${name} has ended`),
  )
  return link
}

function refuseFrame({ channel }: { channel: string }): never {
  throw new FrameError(`${channel} where no port is named`)
}

declare module 'fastify' {
  interface FastifyRequest {
    forwarded: Forwarded | undefined
  }
}
