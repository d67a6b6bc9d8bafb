import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DeisPage } from '../../../api-types/deis/page.ts'
import { DeisAdmin, DeisUser, DeisUserName } from '../../../api-types/deis/user.ts'
import { getActiveUser, listsUsers, setAdmin } from '../../deploy/change-users.ts'
import type { Platform } from '../../deploy/platform.ts'
import { problem } from '../../domain/problem.ts'
import type { User } from '../../domain/user.ts'
import { callerUser } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { PageQuery, pageOf } from './pages.ts'
import { deisTime } from './times.ts'

/** Everybody's accounts, and who is an admin: for admins. */
export function userRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'admin' as const }
  const listOf = <T extends Parameters<typeof DeisPage>[0]>(item: T) => ({
    querystring: PageQuery,
    response: { 200: DeisPage(item) },
  })
  server.get('/users', { config, schema: listOf(DeisUser) }, async (request) => {
    const page = pageOf(request, await listByName(platform))
    return { ...page, results: page.results.map(serializeUser) }
  })
  server.get('/admin/perms', { config, schema: listOf(DeisAdmin) }, async (request) => {
    const admins = (await listByName(platform)).filter((it) => it.isAdmin)
    const page = pageOf(request, admins)
    const results = page.results.map(({ username }) => ({ username, is_superuser: true }))
    return { ...page, results }
  })
  server.post(
    '/admin/perms',
    { config, schema: { body: Type.Required(DeisUserName) } },
    async (request, reply) => {
      const user = await getActiveUser(platform, request.body.username)
      await setAdmin(platform, user, true, callerUser(request))
      return reply.code(201).send()
    },
  )
  server.delete(
    '/admin/perms/:user',
    { config, schema: { params: Type.Object({ user: Type.String() }) } },
    async (request, reply) => {
      const user = await getActiveUser(platform, request.params.user, listsUsers)
      await setAdmin(platform, user, false, callerUser(request))
      return reply.code(204).send()
    },
  )
}

/** In an order that pages can go by. */
async function listByName({ store }: Platform): Promise<User[]> {
  return (await store.users.list()).sort((a, b) => (a.username < b.username ? -1 : 1))
}

export function serializeUser({ username, email, isAdmin, createdAt }: User): DeisUser {
  return {
    email,
    username,
    first_name: '',
    last_name: '',
    is_superuser: isAdmin,
    is_staff: isAdmin,
    groups: [],
    user_permissions: [],
    last_login: null,
    date_joined: deisTime(createdAt),
    is_active: true,
  }
}

/** Whom a request is about: its caller, or whom an admin names. Throws `forbidden` and `not_found`. */
export async function getMeantUser(
  platform: Platform,
  request: FastifyRequest,
  username = '',
): Promise<User> {
  const caller = callerUser(request)
  if (username === '' || username === caller.username || username === caller.email) return caller
  if (!caller.isAdmin) throw problem('forbidden', 'Only an admin does that for somebody else.')
  return getActiveUser(platform, username, listsUsers)
}
