import { Type } from 'typebox'
import { Account } from '../../../api-types/account.ts'
import { RevokeTokens, UserCreate, UserUpdate } from '../../../api-types/user.ts'
import { revokeAllTokens } from '../../deploy/change-tokens.ts'
import {
  createUser,
  getActiveUser,
  listsUsers,
  removeUser,
  setAdmin,
  setPassword,
} from '../../deploy/change-users.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from './route.ts'

/** Everybody's accounts, for admins. */
export function userRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'admin' as const }
  server.get('/users', { config, schema: { response: { 200: Type.Array(Account) } } }, async () =>
    (await platform.store.users.list()).map(serializeAccount),
  )
  server.post(
    '/users',
    { config, schema: { body: UserCreate, response: { 201: Account } } },
    async (request, reply) => {
      const { email, password, admin: isAdmin = false } = request.body
      const user = await createUser(platform, { email, password, isAdmin })
      reply.code(201)
      return serializeAccount(user)
    },
  )
  server.post(
    '/users/actions/revoke-tokens',
    { config, schema: { body: RevokeTokens, response: { 200: Type.Array(Account) } } },
    async (request) => {
      const { user } = request.body
      const users =
        user === undefined
          ? await platform.store.users.list()
          : [await getActiveUser(platform, user, listsUsers)]
      await revokeAllTokens(platform, users, request.caller.token)
      return users.map(serializeAccount)
    },
  )
  const one = { config, schema: { params: Type.Object({ user: Type.String() }), response: { 200: Account } } }
  server.patch('/users/:user', { ...one, schema: { ...one.schema, body: UserUpdate } }, async (request) => {
    const { new_password, admin } = request.body
    const user = await getActiveUser(platform, request.params.user, listsUsers)
    if (new_password !== undefined) await setPassword(platform, user, new_password, request.caller.token)
    if (admin === undefined) return serializeAccount(user)
    return serializeAccount(await setAdmin(platform, user, admin, callerUser(request)))
  })
  server.delete('/users/:user', one, async (request) => {
    const user = await getActiveUser(platform, request.params.user, listsUsers)
    await removeUser(platform, user, callerUser(request))
    return serializeAccount(user)
  })
}

export function serializeAccount(user: User): Account {
  return {
    id: user.id,
    email: user.email,
    name: null,
    verified: true,
    beta: false,
    allow_tracking: false,
    two_factor_authentication: false,
    admin: user.isAdmin,
    created_at: user.createdAt.toISOString(),
    updated_at: user.createdAt.toISOString(),
  }
}

/** Who a resource names, who may be gone since. Throws `not_found`. */
export async function getUser(platform: Platform, id: string): Promise<User> {
  const user = await platform.store.users.findEvenRemoved(id)
  if (!user) throw problem('not_found', `No such user: ${id}.`)
  return user
}

/** How other resources name a user. */
export function userReference(user: User): { id: string; email: string } {
  return { id: user.id, email: user.email }
}
