import { Type } from 'typebox'
import { Feature, FeatureUpdate } from '../../../api-types/feature.ts'
import { setSessionAffinity } from '../../deploy/change-routing.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { problem } from '../../domain/problem.ts'
import type { Routing } from '../../domain/routing.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from './route.ts'
import { changeOf } from './routing.ts'

/** The features that there are: only what really acts is one. Those of an account come when there is something to try. */
export function featureRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), feature: Type.String() })
  const one = { params: oneParams, response: { 200: Feature } }
  server.get(
    '/apps/:app/features',
    { config, schema: { params, response: { 200: Type.Array(Feature) } } },
    async (request) => {
      const app = namedAppOf(request)
      return [serializeAffinity(app, await platform.store.routings.ofApp(app.id))]
    },
  )
  server.get('/apps/:app/features/:feature', { config, schema: one }, async (request) => {
    const app = namedAppOf(request)
    checkFeature(request.params.feature)
    return serializeAffinity(app, await platform.store.routings.ofApp(app.id))
  })
  server.patch(
    '/apps/:app/features/:feature',
    { config, schema: { ...one, body: FeatureUpdate } },
    async (request) => {
      checkFeature(request.params.feature)
      const { enabled } = request.body
      return serializeAffinity(
        namedAppOf(request),
        await setSessionAffinity(platform, changeOf(request), enabled),
      )
    },
  )
  accountFeatureRoutes(server)
}

function accountFeatureRoutes(server: ApiServer): void {
  const read = { access: 'user' as const, scope: 'read' as const }
  const params = Type.Object({ feature: Type.String() })
  const one = { params, response: { 200: Feature } }
  server.get(
    '/account/features',
    { config: read, schema: { response: { 200: Type.Array(Feature) } } },
    async (): Promise<Feature[]> => [],
  )
  server.get(
    '/account/features/:feature',
    { config: read, schema: one },
    async (request): Promise<Feature> => {
      throw noSuchFeature(request.params.feature)
    },
  )
  server.patch(
    '/account/features/:feature',
    { config: { access: 'user' }, schema: { ...one, body: FeatureUpdate } },
    async (request): Promise<Feature> => {
      throw noSuchFeature(request.params.feature)
    },
  )
}

const affinity = { id: '3c7e1b0a-5d4f-4e7c-9a51-0f2f6d8c1b42', name: 'http-session-affinity' }

function checkFeature(idOrName: string): void {
  if (idOrName !== affinity.name && idOrName !== affinity.id) throw noSuchFeature(idOrName)
}

function noSuchFeature(feature: string) {
  return problem('not_found', `No such feature: ${feature}. \`qp features\` lists those of an app.`)
}

function serializeAffinity(app: App, routing: Routing): Feature {
  const updatedAt = routing.updatedAt ?? app.createdAt
  return {
    ...affinity,
    display_name: 'HTTP session affinity',
    description: 'Keep each visitor on a dyno, by a cookie that the router sets',
    doc_url: 'https://devcenter.heroku.com/articles/session-affinity',
    feedback_email: '',
    enabled: routing.hasSessionAffinity,
    state: 'general',
    created_at: app.createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
