import type { FastifyInstance, FastifyRequest } from 'fastify'
import { didYouMean, nearWords } from '../../words/near.ts'
import { findBearer } from '../deploy/change-tokens.ts'
import type { Platform } from '../deploy/platform.ts'
import { isSameSecret } from '../deploy/secrets.ts'
import {
  type Access,
  type AppAccess,
  type Caller,
  isAllowed,
  isForClients,
  permissionsFor,
  permissionsOn,
  scopeFor,
} from '../domain/access.ts'
import type { App } from '../domain/app.ts'
import type { Collaborator } from '../domain/collaborator.ts'
import { Problem, problem } from '../domain/problem.ts'
import type { Token } from '../domain/token.ts'
import { isCovered, type Scope } from '../domain/token-scope.ts'
import type { User } from '../domain/user.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route asks of its caller. A route without it can't be registered. */
    access?: Access
    /** What it asks of a token, where that is not what `scopeFor` says. */
    scope?: Scope
    /** Whether a token that an OAuth client holds will do, where that is not what `isForClients` says. */
    forClients?: boolean
  }
  interface FastifyRequest {
    caller: {
      isBuilder?: boolean
      user: User | undefined
      token: Token | undefined
      app: App | undefined
      collaboration: Collaborator | undefined
    }
  }
}

/** What somebody who may be nobody sends is read before anybody knows who it is. In bytes; streams are not counted. */
const strangersBodyLimit = 64 * 1024

/** Asks, for every route, who calls and whether they may: the only place where that happens. */
export function guardRoutes(server: FastifyInstance, platform: Platform): void {
  server.addHook('onRoute', (route) => {
    if (!route.config?.access)
      throw new Error(`route ${route.method} ${route.url} does not say who may call it`)
    if (route.config.access === 'anyone') route.bodyLimit ??= strangersBodyLimit
  })
  server.decorateRequest('caller')
  server.addHook('onRequest', async (request) => {
    if (request.is404) {
      request.caller = { user: undefined, token: undefined, app: undefined, collaboration: undefined }
      return
    }
    await admit(platform, request)
  })
}

async function admit(platform: Platform, request: FastifyRequest): Promise<void> {
  const access = request.routeOptions.config.access ?? 'admin'
  const { user, token } = await identify(platform, request)
  const app = await findNamedApp(platform, request)
  const collaboration = app && user ? await platform.store.collaborators.find(app.id, user.id) : undefined
  const isBuilder = hasBuilderKey(platform, request)
  request.caller = { isBuilder, user, token, app, collaboration }
  if (access !== 'anyone' && !(access === 'builder' && isBuilder) && !user)
    throw problem('unauthorized', 'Invalid credentials provided.')
  checkScope(request, access)
  if (isAllowed(access, toCaller(request))) {
    if (namedApp(request) === undefined || app) return
    throw await noSuchAppOf(platform, request, user)
  }
  // Who may not see an app is told the same as if there were none.
  const maySee = app && isAllowed('view', toCaller(request))
  if (namedApp(request) !== undefined && !maySee) throw await noSuchAppOf(platform, request, user)
  throw refusal(access, request.caller, isReading(request))
}

function toCaller(request: FastifyRequest): Caller {
  const { isBuilder = false, user, app, collaboration } = request.caller
  const { user: named } = (request.params ?? {}) as { user?: string }
  const isSelf = user !== undefined && [user.id, user.email, user.username].includes(named ?? '')
  return { user, app, collaboration, isReading: isReading(request), isSelf, isBuilder }
}

/** A push begins by a GET too; git shows why it is refused then, and of the POST that follows it would show a number alone. */
function isReading({ method, query }: FastifyRequest): boolean {
  const { service } = (query ?? {}) as { service?: unknown }
  return (method === 'GET' || method === 'HEAD') && service !== 'git-receive-pack'
}

/** A token may do less than its user may, and less still where an OAuth client holds it. Throws `forbidden`. */
function checkScope(request: FastifyRequest, access: Access): void {
  const { token } = request.caller
  if (!token) return
  const { scope, forClients } = request.routeOptions.config
  const hasApp = namedApp(request) !== undefined
  const needed = scope ?? scopeFor({ access, hasApp, isReading: isReading(request) })
  if (needed !== undefined && !isCovered(needed, token.scope)) throw tooNarrow(token, needed)
  if (!(forClients ?? isForClients({ needed, isReading: isReading(request) }))) checkIsNoClient(request)
}

function tooNarrow(token: Token, needed: Scope) {
  const both = [...token.scope, needed].join(',')
  return problem(
    'forbidden',
    `This token is for ${token.scope.join(', ')}, and that asks for ${needed}. \`qp authorizations:create -s ${both}\` makes one for both.`,
  )
}

function refusal(
  access: Access,
  { user, app, collaboration }: Pick<Caller, 'user' | 'app' | 'collaboration'>,
  isReading: boolean,
) {
  if (access === 'owner') return problem('forbidden', `Only the owner of ${app?.name ?? 'this'} may do that.`)
  if (!isOfApp(access) || !app || !user) return problem('forbidden', 'Only an admin may do that.')
  const needed = permissionsFor(access, { isReading }).join(' or ')
  const had = permissionsOn(app, user, collaboration).join(', ')
  return problem(
    'forbidden',
    `That asks for ${needed} on ${app.name}, and you have ${had}. Whoever has manage gives more by \`qp access:update\`.`,
  )
}

function isOfApp(access: Access): access is Exclude<AppAccess, 'owner'> {
  return !(['anyone', 'user', 'admin', 'builder', 'owner'] as Access[]).includes(access)
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

/** Deis's builder names itself so. */
function hasBuilderKey({ settings }: Platform, { headers }: FastifyRequest): boolean {
  const key = headers['x-deis-builder-auth']
  return (
    settings.builderKey !== undefined && typeof key === 'string' && isSameSecret(key, settings.builderKey)
  )
}

/** The token of a request: `Bearer TOKEN`, `token TOKEN`, or `Basic …` with the token as password, as git sends it. */
async function identify(
  platform: Platform,
  request: FastifyRequest,
): Promise<{ user?: User; token?: Token }> {
  const secret = readToken(request.headers.authorization)
  if (secret === undefined) return {}
  return (await findBearer(platform, secret)) ?? {}
}

function readToken(header: string | undefined): string | undefined {
  // Deis's clients say `token`.
  const bearer = /^(?:Bearer|token) +(\S+) *$/i.exec(header ?? '')?.[1]
  if (bearer !== undefined) return bearer
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

/** With the app of the caller's own that may have been meant: no other is told of. */
async function noSuchAppOf(platform: Platform, request: FastifyRequest, user: User | undefined) {
  const own = user ? await platform.store.apps.listOfUser(user.id) : []
  return noSuchApp(
    request,
    own.map((it) => it.name),
  )
}

function noSuchApp(request: FastifyRequest, known: readonly string[] = []) {
  const name = namedApp(request) ?? ''
  const nearest = didYouMean(nearWords(name, known))
  return problem('not_found', `No such app: ${name}.${nearest} \`qp apps\` lists yours.`, {
    reason: 'no_such_app',
  })
}

/** For a route with `:app` where only some requests ask for more than it says. Throws `forbidden`. */
export function checkAccess(request: FastifyRequest, access: AppAccess): void {
  if (!isAllowed(access, toCaller(request))) throw refusal(access, request.caller, isReading(request))
}

/**
 * The app, for a user who wants to change something and does not name it in the path: in a body, or over SSH. Throws `not_found`
 * and `forbidden` as the guard of a route with `:app` does.
 */
export async function getAppFor(
  platform: Platform,
  user: User,
  name: string,
  access: AppAccess,
): Promise<App> {
  const app = await platform.store.apps.find(name)
  const collaboration = app && (await platform.store.collaborators.find(app.id, user.id))
  const caller = { user, app, collaboration, isReading: false, isSelf: false }
  if (!app || !isAllowed('view', caller))
    throw problem('not_found', `No such app: ${name}. \`qp apps\` lists yours.`, { reason: 'no_such_app' })
  if (!isAllowed(access, caller)) throw refusal(access, caller, false)
  return app
}

/** For a route that asks for `user` or more: who calls it. */
export function callerUser(request: FastifyRequest): User {
  if (!request.caller.user) throw problem('unauthorized', 'Invalid credentials provided.')
  return request.caller.user
}

/** For routes that let clients change what is their own, by `forClients`: that it is. Throws `forbidden`. */
export function checkIsClients(request: FastifyRequest, token: Token): void {
  if (token.clientId === null || token.clientId !== request.caller.token?.clientId) checkIsNoClient(request)
}

function checkIsNoClient({ caller }: FastifyRequest): void {
  if (!caller.token?.clientId) return
  throw problem(
    'forbidden',
    'An OAuth client may not do that for its user, whatever its scope: it would outlive the client, or reach beyond it. Do it by a token of your own: `qp login`.',
  )
}

/** For a route with `:app` that asks for `collaborator` or `owner`: which app it is. */
export function namedAppOf(request: FastifyRequest): App {
  if (!request.caller.app) throw noSuchApp(request)
  return request.caller.app
}
