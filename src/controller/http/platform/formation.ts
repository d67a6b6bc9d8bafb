import { Type } from 'typebox'
import { Formation, FormationBatchUpdate, FormationOneUpdate } from '../../../api-types/formation.ts'
import { removeContainerTypes } from '../../deploy/container-images.ts'
import type { Platform } from '../../deploy/platform.ts'
import { findSlug, getCurrentRelease } from '../../deploy/running-app.ts'
import { scale } from '../../deploy/scale.ts'
import type { App } from '../../domain/app.ts'
import type { FormationChange, FormationEntry } from '../../domain/formation.ts'
import { shownSize } from '../../domain/limits.ts'
import { problem } from '../../domain/problem.ts'
import { callerUser, checkAccess, namedAppOf } from '../auth.ts'
import { watched } from '../watched.ts'
import { serializeLimits } from './process-settings.ts'
import type { ApiServer } from './route.ts'

export function formationRoutes(server: ApiServer, platform: Platform): void {
  const access = 'collaborator' as const
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), type: Type.String() })
  server.get(
    '/apps/:app/formation',
    { config: { access }, schema: { params, response: { 200: Type.Array(Formation) } } },
    async (request) => listFormation(platform, namedAppOf(request)),
  )
  server.get(
    '/apps/:app/formation/:type',
    { config: { access }, schema: { params: oneParams, response: { 200: Formation } } },
    async (request) => getFormation(platform, namedAppOf(request), request.params.type),
  )
  server.patch(
    '/apps/:app/formation',
    {
      config: { access: 'deploy-or-operate' },
      schema: { params, body: FormationBatchUpdate, response: { 200: Type.Array(Formation) } },
    },
    async (request, reply) => {
      const app = namedAppOf(request)
      const changes: FormationChange[] = request.body.updates
      return watched(request, reply, 200, async (report) => {
        await scale(platform, { app, user: callerUser(request), changes, report })
        return listFormation(platform, app)
      })
    },
  )
  server.patch(
    '/apps/:app/formation/:type',
    {
      config: { access: 'deploy-or-operate' },
      schema: { params: oneParams, body: FormationOneUpdate, response: { 200: Formation } },
    },
    async (request, reply) => {
      const [app, user] = [namedAppOf(request), callerUser(request)]
      const { docker_image: image, ...change } = request.body
      if (image === null) checkAccess(request, 'deploy')
      return watched(request, reply, 200, async (report) => {
        const found = await getFormation(platform, app, request.params.type)
        const { type } = found
        if (image === null) {
          await removeContainerTypes(platform, { app, user, types: [type], report })
          return { ...found, quantity: 0 }
        }
        await scale(platform, { app, user, changes: [{ ...change, type }], report })
        return getFormation(platform, app, type)
      })
    },
  )
}

/** By its type or its id. Throws `not_found`. */
async function getFormation(platform: Platform, app: App, type: string): Promise<Formation> {
  const found = (await listFormation(platform, app)).find((it) => it.type === type || it.id === type)
  if (!found) throw problem('not_found', `No such process type: ${type}. \`qp ps:scale\` lists them.`)
  return found
}

/** The process types of the current release. */
async function listFormation(platform: Platform, app: App): Promise<Formation[]> {
  const slug = await findSlug(platform, await getCurrentRelease(platform, app))
  const entries = await platform.store.formation.listOfApp(app.id)
  return entries.flatMap((entry) => {
    const command = slug?.processTypes[entry.type]
    return command === undefined ? [] : [serializeFormation(app, entry, command)]
  })
}

export function serializeFormation(app: App, entry: FormationEntry, command: string): Formation {
  return {
    id: entry.id,
    app: { id: app.id, name: app.name },
    type: entry.type,
    command,
    quantity: entry.quantity,
    size: shownSize(entry.size, entry.settings.limits),
    limits: serializeLimits(entry.size, entry.settings.limits),
    created_at: entry.createdAt.toISOString(),
    updated_at: entry.updatedAt.toISOString(),
  }
}
