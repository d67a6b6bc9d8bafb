import type { FastifyRequest } from 'fastify'
import type { TerminalSize } from '../../attach/frames.ts'
import type { Platform } from '../deploy/platform.ts'
import { problem } from '../domain/problem.ts'
import type { Run } from '../domain/run.ts'
import { callerUser, mayStill, namedAppOf } from './auth.ts'
import { attachUrl } from './platform/addresses.ts'
import type { Rendezvous } from './rendezvous.ts'

/**
 * Whether the heroku program asks, which says so as `heroku-cli/11.10.0 linux`: it attaches by rendezvous, and whoever else
 * does by websocket.
 */
export function isHerokuProgram({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['user-agent']?.startsWith('heroku-cli/') ?? false
}

/** Before a run is made that its client could not attach to. Throws `invalid_params`. */
export function checkAttachable(request: FastifyRequest, rendezvous: Rendezvous | undefined): void {
  if (rendezvous || !isHerokuProgram(request)) return
  throw problem(
    'invalid_params',
    'This controller has no address for `heroku run`: `qp server --rendezvous ADDRESS` gives it one. `qp run` and `heroku run:detached` work without.',
  )
}

/** The program says its terminal's size in numbers, where an environment is made of text. Before the body is looked at. */
export async function spellOutEnv({ body }: Pick<FastifyRequest, 'body'>): Promise<void> {
  const { env } = (body ?? {}) as { env?: Record<string, unknown> | null }
  for (const name of ['COLUMNS', 'LINES'])
    if (env && typeof env[name] === 'number') env[name] = String(env[name])
}

export interface AttachTo {
  run: Run
  size: TerminalSize | undefined
}

/** Where who asks attaches to a run that was made for them. */
export function attachAddress(
  platform: Platform,
  request: FastifyRequest,
  { run, size }: AttachTo,
  rendezvous: Rendezvous | undefined,
): string {
  const session = platform.sessions.find(run.id)
  if (!rendezvous || !session || !isHerokuProgram(request))
    return attachUrl(request, namedAppOf(request), run.id)
  const isAllowed = () => mayStill(platform, request)
  const guest = { id: `${callerUser(request).id} ${request.id}`, isAllowed }
  return rendezvous.offer(request.hostname, { run, session, size, guest })
}
