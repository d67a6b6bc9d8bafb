import { Account, AccountCreate, AccountUpdate } from '../../../api-types/account.ts'
import { changeOwnPassword, registerUser, removeUser } from '../../deploy/change-users.ts'
import type { Platform } from '../../deploy/platform.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from './route.ts'
import { serializeAccount } from './users.ts'

/** Everybody's own account. */
export function accountRoutes(server: ApiServer, platform: Platform): void {
  for (const path of ['/account', '/users/~'])
    server.get(
      path,
      { config: { access: 'user', scope: 'identity' }, schema: { response: { 200: Account } } },
      async (request) => serializeAccount(callerUser(request)),
    )
  server.post(
    '/account',
    // Nobody is logged in yet, or an admin is, with a token that may do all.
    {
      config: { access: 'anyone', scope: 'global' },
      schema: { body: AccountCreate, response: { 201: Account } },
    },
    async (request, reply) => {
      const user = await registerUser(platform, request.caller.user, request.body)
      reply.code(201)
      return serializeAccount(user)
    },
  )
  server.patch(
    '/account',
    { config: { access: 'user' }, schema: { body: AccountUpdate, response: { 200: Account } } },
    async (request) => {
      const user = callerUser(request)
      const { password: current, new_password: next } = request.body
      await changeOwnPassword(platform, user, {
        address: request.ip,
        current,
        next,
        keep: request.caller.token,
      })
      return serializeAccount(user)
    },
  )
  server.delete(
    '/account',
    { config: { access: 'user' }, schema: { response: { 200: Account } } },
    async (request) => {
      const user = callerUser(request)
      await removeUser(platform, user, user)
      return serializeAccount(user)
    },
  )
}
