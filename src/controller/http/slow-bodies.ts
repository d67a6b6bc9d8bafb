import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body is passed on as it comes, however long it takes: the route knows by other things than a token who may send it. */
    isStreamed?: boolean
  }
}

/** In ms. */
export interface BodyPatience {
  /** For the body of who may be nobody. */
  stranger: number
  /** For what is left of a body that was answered already, as a refusal is: whoever is still sending reads it only then. */
  answered: number
}

const usual: BodyPatience = { stranger: 60_000, answered: 300_000 }

/**
 * Cuts connections of those who never end a body. Node's own limit is for all requests alike, and a push may take hours; so here are only
 * those whom nobody knows, or who were answered. Register it behind what finds out who calls.
 */
export function cutSlowBodies(server: FastifyInstance, patience: BodyPatience = usual): void {
  server.addHook('preParsing', async ({ caller, raw, routeOptions }) => {
    if (!caller.user && !routeOptions.config.isStreamed) cutAfter(raw, patience.stranger)
  })
  server.addHook('onResponse', async ({ raw }) => cutAfter(raw, patience.answered))
}

function cutAfter(request: IncomingMessage, time: number): void {
  // Of a request that was made in this process it is not said.
  if (request.complete !== false) return
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy()
  }, time)
  timer.unref()
  for (const event of ['end', 'close']) request.once(event, () => clearTimeout(timer))
}
