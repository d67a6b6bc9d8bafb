import type { FastifyInstance } from 'fastify'
import type { PreparedOneOff } from '../deploy/one-off.ts'
import type { Platform } from '../deploy/platform.ts'
import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import { attachOneOff } from './attach-session.ts'
import { namedAppOf } from './auth.ts'

/** One-off dynos that were made and wait for their session. */
export interface WaitingSessions {
  add(app: App, dyno: string, oneOff: PreparedOneOff): void
  /** Hands it over: a session is attached to once. */
  take(app: App, dyno: string): PreparedOneOff | undefined
}

/** Who asked for a dyno and does not come for it loses it after this time, in ms. */
const patience = 60_000

export function createWaitingSessions(platform: Platform): WaitingSessions {
  const waiting = new Map<string, PreparedOneOff>()
  const take = (app: App, dyno: string) => {
    const oneOff = waiting.get(`${app.id} ${dyno}`)
    waiting.delete(`${app.id} ${dyno}`)
    return oneOff
  }
  return {
    add(app, dyno, oneOff) {
      waiting.set(`${app.id} ${dyno}`, oneOff)
      // Whoever attaches hears of a container that could not be made.
      oneOff.containerId.catch(() => {})
      const giveUp = async () => {
        const id = await take(app, dyno)?.containerId
        if (id !== undefined) await platform.engine.removeContainer(id)
      }
      setTimeout(() => {
        giveUp().catch((err) =>
          platform.log.warn({ err, dyno }, 'an abandoned one-off dyno could not be removed'),
        )
      }, patience).unref()
    },
    take,
  }
}

/** The websocket of a one-off dyno's session (docs/attach-protocol.md). */
export function attachRoute(server: FastifyInstance, platform: Platform, sessions: WaitingSessions): void {
  server.get(
    '/apps/:app/dynos/:dyno/attach',
    {
      websocket: true,
      config: { access: 'collaborator' },
      preValidation: async (request) => {
        // A plain GET would use the session up.
        if (!request.ws) throw problem('bad_request', 'A session is a websocket: use `qp run`.')
        const { dyno } = request.params as { dyno: string }
        request.oneOff = sessions.take(namedAppOf(request), dyno)
        if (!request.oneOff)
          throw problem(
            'not_found',
            `No session waits at ${dyno}. It was attached to already, or it has ended.`,
          )
      },
    },
    async (socket, request) => {
      const { oneOff } = request
      if (!oneOff) return
      await attachOneOff({
        engine: platform.engine,
        containerId: oneOff.containerId,
        tty: oneOff.tty,
        socket,
        log: request.log,
      })
    },
  )
}

declare module 'fastify' {
  interface FastifyRequest {
    oneOff: PreparedOneOff | undefined
  }
}
