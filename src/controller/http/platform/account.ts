import { Type } from 'typebox'
import { Account } from '../../../api-types/account.ts'
import { UserCreate } from '../../../api-types/user.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import { checkEmail, checkPassword, type User } from '../../domain/user.ts'
import { callerUser } from '../auth.ts'
import { hashPassword } from '../secrets.ts'
import type { ApiServer } from './route.ts'

export function accountRoutes(server: ApiServer, platform: Platform): void {
  server.get(
    '/account',
    { config: { access: 'user' }, schema: { response: { 200: Account } } },
    async (request) => toAccount(callerUser(request)),
  )
  server.get(
    '/users/~',
    { config: { access: 'user' }, schema: { response: { 200: Account } } },
    async (request) => toAccount(callerUser(request)),
  )
  server.get(
    '/users',
    { config: { access: 'admin' }, schema: { response: { 200: Type.Array(Account) } } },
    async () => (await platform.store.users.list()).map(toAccount),
  )
  server.post(
    '/users',
    { config: { access: 'admin' }, schema: { body: UserCreate, response: { 201: Account } } },
    async (request, reply) => {
      reply.code(201)
      return toAccount(await addUser(platform, request.body))
    },
  )
}

async function addUser(platform: Platform, { email, password, admin }: UserCreate): Promise<User> {
  checkEmail(email)
  checkPassword(password)
  if (await platform.store.users.find(email)) throw problem('conflict', `There is a user ${email} already.`)
  const user: User = { id: platform.newId(), email, isAdmin: admin ?? false, createdAt: platform.now() }
  await platform.store.users.add(user, await hashPassword(password))
  return user
}

function toAccount(user: User): Account {
  return {
    id: user.id,
    email: user.email,
    name: null,
    verified: true,
    beta: false,
    allow_tracking: false,
    two_factor_authentication: false,
    created_at: user.createdAt.toISOString(),
    updated_at: user.createdAt.toISOString(),
  }
}
