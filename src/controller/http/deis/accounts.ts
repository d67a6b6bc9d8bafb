import { Type } from 'typebox'
import { DeisPasswordChange, DeisRegistration, DeisUser, DeisUserName } from '../../../api-types/deis/user.ts'
import {
  changeOwnPassword,
  createUser,
  registerUser,
  removeUser,
  setPassword,
} from '../../deploy/change-users.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { loginName, notBlank } from './fields.ts'
import { getMeantUser, serializeUser } from './users.ts'

/** Everybody's own account, and by an admin that of others. */
export function accountRoutes(server: ApiServer, platform: Platform): void {
  const body = Type.Object({ ...DeisRegistration.properties, username: loginName, password: notBlank })
  server.post(
    '/auth/register',
    { config: { access: 'anyone', scope: 'global' }, schema: { body, response: { 201: DeisUser } } },
    async (request, reply) => {
      const { username, password, email = username } = request.body
      const { user: caller } = request.caller
      const login = { email, username, password }
      // Deis has no other way for an admin to make a user.
      const user = caller?.isAdmin
        ? await createUser(platform, login)
        : await registerUser(platform, caller, login)
      reply.code(201)
      return serializeUser(user)
    },
  )
  server.get(
    '/auth/whoami',
    { config: { access: 'user', scope: 'identity' }, schema: { response: { 200: DeisUser } } },
    async (request) => serializeUser(callerUser(request)),
  )
  server.post(
    '/auth/passwd',
    { config: { access: 'user' }, schema: { body: DeisPasswordChange } },
    async (request) => {
      const { password: current, new_password: next, username } = request.body
      if (next === undefined) throw problem('bad_request', 'new_password is a required field')
      const { user: caller, token: keep } = request.caller
      const user = await getMeantUser(platform, request, username)
      if (caller?.isAdmin) await setPassword(platform, user, next, keep)
      else await changeOwnPassword(platform, user, { address: request.ip, current, next, keep })
      return { status: 'password set' }
    },
  )
  server.delete(
    '/auth/cancel',
    { config: { access: 'user' }, schema: { body: DeisUserName } },
    async (request, reply) => {
      const user = await getMeantUser(platform, request, request.body.username)
      await removeUser(platform, user, callerUser(request))
      return reply.code(204).send()
    },
  )
}
