import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Platform } from '../deploy/platform.ts'
import { type Access, isAllowed } from '../domain/access.ts'
import type { App } from '../domain/app.ts'
import { Problem, problem } from '../domain/problem.ts'
import { isExpired, type Token } from '../domain/token.ts'
import type { User } from '../domain/user.ts'
import { hashToken } from './secrets.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route asks of its caller. A route without it can't be registered. */
    access?: Access
  }
  interface FastifyRequest {
    caller: { user: User | undefined; token: Token | undefined; app: App | undefined }
  }
}

/** Asks, for every route, who calls and whether they may: the only place where that happens. */
export function guardRoutes(server: FastifyInstance, platform: Platform): void {
  server.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`route ${route.method} ${route.url} does not say who may call it`)
  })
  server.decorateRequest('caller')
  server.addHook('onRequest', async (request) => {
    if (request.is404) {
      request.caller = { user: undefined, token: undefined, app: undefined }
      return
    }
    await admit(platform, request)
  })
}

async function admit(platform: Platform, request: FastifyRequest): Promise<void> {
  const access = request.routeOptions.config.access ?? 'admin'
  const { user, token } = await identify(platform, request)
  const app = await findNamedApp(platform, request)
  request.caller = { user, token, app }
  if (access !== 'anyone' && !user)
    throw problem('unauthorized', 'Invalid credentials provided. Log in with `qp login`.')
  const collaboration = app && user ? await platform.store.collaborators.find(app.id, user.id) : undefined
  if (isAllowed(access, { user, app, collaboration })) {
    if (namedApp(request) === undefined || app) return
    throw noSuchApp(request)
  }
  // Who may not see an app is told the same as if there were none.
  const maySee = app && isAllowed('collaborator', { user, app, collaboration })
  if (namedApp(request) !== undefined && !maySee) throw noSuchApp(request)
  throw access === 'owner' ? ownerAlone(app) : problem('forbidden', 'Only an admin may do that.')
}

/** Whether who made this request would be let in again: a right may have been taken since. */
export async function mayStill(platform: Platform, request: FastifyRequest): Promise<boolean> {
  try {
    await admit(platform, request)
    return true
  } catch (error) {
    // A store that does not answer takes nobody's right.
    return !(error instanceof Problem)
  }
}

/** The token of a request: `Bearer TOKEN`, or `Basic …` with the token as password, as git sends it. */
async function identify(
  platform: Platform,
  request: FastifyRequest,
): Promise<{ user?: User; token?: Token }> {
  const secret = readToken(request.headers.authorization)
  if (secret === undefined) return {}
  const token = await platform.store.tokens.findByHash(hashToken(secret))
  if (!token || isExpired(token, platform.now())) return {}
  const user = await platform.store.users.find(token.userId)
  return user ? { user, token } : {}
}

function readToken(header: string | undefined): string | undefined {
  if (header?.startsWith('Bearer ')) return header.slice('Bearer '.length).trim()
  return parseBasic(header)?.password
}

/** `Basic base64(name:password)`; a password may contain colons. */
export function parseBasic(header: string | undefined): { name: string; password: string } | undefined {
  if (!header?.startsWith('Basic ')) return undefined
  const [name = '', ...password] = Buffer.from(header.slice('Basic '.length), 'base64').toString().split(':')
  return { name, password: password.join(':') }
}

function namedApp(request: FastifyRequest): string | undefined {
  const { app } = (request.params ?? {}) as { app?: string }
  return app
}

async function findNamedApp(platform: Platform, request: FastifyRequest): Promise<App | undefined> {
  const name = namedApp(request)
  return name === undefined ? undefined : await platform.store.apps.find(name)
}

function noSuchApp(request: FastifyRequest) {
  return problem('not_found', `No such app: ${namedApp(request)}. \`qp apps\` lists yours.`)
}

/** For a route with `:app` where only some requests ask for more than `collaborator`. Throws `forbidden`. */
export function checkOwner({ caller: { user, app } }: FastifyRequest): void {
  if (!isAllowed('owner', { user, app, collaboration: undefined })) throw ownerAlone(app)
}

function ownerAlone(app: App | undefined) {
  return problem('forbidden', `Only the owner of ${app?.name ?? 'this'} may do that.`)
}

/** For a route that asks for `user` or more: who calls it. */
export function callerUser(request: FastifyRequest): User {
  if (!request.caller.user)
    throw problem('unauthorized', 'Invalid credentials provided. Log in with `qp login`.')
  return request.caller.user
}

/** For a route with `:app` that asks for `collaborator` or `owner`: which app it is. */
export function namedAppOf(request: FastifyRequest): App {
  if (!request.caller.app) throw noSuchApp(request)
  return request.caller.app
}
