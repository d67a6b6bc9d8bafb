import { Type } from 'typebox'
import { DeisPerms } from '../../../api-types/deis/perms.ts'
import { DeisUserName } from '../../../api-types/deis/user.ts'
import { addCollaborator, removeCollaborator } from '../../deploy/change-access.ts'
import type { Platform } from '../../deploy/platform.ts'
import { Problem } from '../../domain/problem.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { getUser } from '../platform/users.ts'

/** Who works on an app beside its owner. Whoever is let in here has the usual permissions. */
export function permRoutes(server: ApiServer, platform: Platform): void {
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/perms',
    { config: { access: 'view' }, schema: { params, response: { 200: DeisPerms } } },
    async (request) => {
      const found = await platform.store.collaborators.listOfApp(namedAppOf(request).id)
      const users = await Promise.all(found.map((it) => getUser(platform, it.userId)))
      return { users: users.map((it) => it.username) }
    },
  )
  server.post(
    '/apps/:app/perms',
    { config: { access: 'manage' }, schema: { params, body: Type.Required(DeisUserName) } },
    async (request, reply) => {
      const [app, by, user] = [namedAppOf(request), callerUser(request), request.body.username]
      await addCollaborator(platform, { app, user, by }).catch((error: unknown) => {
        // As Deis has it, who is let in a second time is in.
        if (!(error instanceof Problem) || error.reason !== 'has_access') throw error
      })
      return reply.code(201).send()
    },
  )
  server.delete(
    '/apps/:app/perms/:user',
    {
      config: { access: 'self-or-manage' },
      schema: { params: Type.Object({ app: Type.String(), user: Type.String() }) },
    },
    async (request, reply) => {
      const [app, by] = [namedAppOf(request), callerUser(request)]
      await removeCollaborator(platform, { app, user: request.params.user, by })
      return reply.code(204).send()
    },
  )
}
