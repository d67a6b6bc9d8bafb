import { Type } from 'typebox'
import { Labels, PairsUpdate, Tags } from '../../../api-types/tags.ts'
import { changeLabels } from '../../deploy/change-labels.ts'
import { changeTags, listNodes } from '../../deploy/placement.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { matchingNodes } from '../../domain/node.ts'
import { callerUser, namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'

const access = 'collaborator' as const
const params = Type.Object({ app: Type.String() })

/** Where dynos run, and what is said of an app. */
export function tagRoutes(server: ApiServer, platform: Platform): void {
  const schema = { params, response: { 200: Tags } }
  server.get('/apps/:app/tags', { config: { access }, schema }, (request) =>
    serializeTags(platform, namedAppOf(request)),
  )
  server.patch(
    '/apps/:app/tags',
    { config: { access }, schema: { ...schema, body: PairsUpdate } },
    async (request) => {
      const app = namedAppOf(request)
      await changeTags(platform, { app, user: callerUser(request), changes: request.body })
      return serializeTags(platform, app)
    },
  )
  labelRoutes(server, platform)
}

function labelRoutes(server: ApiServer, platform: Platform): void {
  const schema = { params, response: { 200: Labels } }
  server.get('/apps/:app/labels', { config: { access }, schema }, (request) =>
    platform.store.appLabels.ofApp(namedAppOf(request).id),
  )
  server.patch(
    '/apps/:app/labels',
    { config: { access }, schema: { ...schema, body: PairsUpdate } },
    (request) => changeLabels(platform, namedAppOf(request), request.body),
  )
}

async function serializeTags(platform: Platform, app: App): Promise<Tags> {
  const tags = await platform.store.appTags.ofApp(app.id)
  const nodes = await listNodes(platform)
  const matching = matchingNodes(nodes, tags)
  return { tags, nodes: nodes.map((node) => ({ ...node, matches: matching.includes(node) })) }
}
