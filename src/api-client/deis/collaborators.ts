import type { Collaborator } from '../../api-types/collaborator.ts'
import { DeisApp } from '../../api-types/deis/app.ts'
import { DeisPerms } from '../../api-types/deis/perms.ts'
import { ApiError, UserError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import type { DeisHttp } from './deis-http.ts'
import { lacking, notThere } from './not-there.ts'
import { path } from './path.ts'
import { appReference, timesOf, userReference } from './references.ts'

const permissions = 'permissions of their own for collaborators: they may do all but destroy and give away'

export function collaboratorsApi(http: DeisHttp): Controller['collaborators'] {
  /** Deis refuses it with the words for who may not, also to the owner. */
  const isNoCollaborator = async (error: unknown, app: string, user: string) => {
    if (!(error instanceof ApiError) || error.status !== 403) return false
    const { users } = await http.get(DeisPerms, path`/apps/${app}/perms/`)
    return !users.includes(user)
  }
  return {
    ...lacking(http, permissions, ['update']),
    async list(app) {
      const [found, { users }] = await Promise.all([
        http.get(DeisApp, path`/apps/${app}/`),
        http.get(DeisPerms, path`/apps/${app}/perms/`),
      ])
      const others = users.filter((it) => it !== found.owner)
      return [
        collaborator(found, found.owner, 'owner'),
        ...others.map((it) => collaborator(found, it, 'collaborator')),
      ]
    },
    async add(app, { user, permissions: asked }) {
      if (asked !== undefined) throw notThere(http, permissions)
      await http.act('POST', path`/apps/${app}/perms/`, { username: user })
      return collaborator({ id: app, ...atNow() }, user, 'collaborator')
    },
    async remove(app, user) {
      await http.act('DELETE', path`/apps/${app}/perms/${user}`).catch(async (error: unknown) => {
        throw (await isNoCollaborator(error, app, user)) ? noCollaborator(app, user) : error
      })
      return collaborator({ id: app, ...atNow() }, user, 'collaborator')
    },
  }
}

function noCollaborator(app: string, user: string): UserError {
  return new UserError(`${user} is no collaborator of ${app}.`, {
    code: 'not_found',
    hint: `\`qp access -a ${app}\` lists who is.`,
  })
}

function atNow(): { created: string; updated: string } {
  const now = new Date().toISOString()
  return { created: now, updated: now }
}

function collaborator(
  app: Pick<DeisApp, 'id' | 'created' | 'updated'>,
  username: string,
  role: Collaborator['role'],
): Collaborator {
  return {
    id: username,
    app: appReference(app.id),
    user: { ...userReference(username), federated: false },
    role,
    permissions: ['view', 'deploy', 'operate', ...(role === 'owner' ? ['manage'] : [])].map((name) => ({
      name,
      description: '',
    })),
    ...timesOf(app),
  }
}
