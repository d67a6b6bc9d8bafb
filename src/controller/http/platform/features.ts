import type { FastifyRequest } from 'fastify'
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

/** One of an app: what really acts, or what always does. */
interface AppFeature {
  id: string
  name: string
  read(app: App): Promise<Feature>
  set(request: FastifyRequest, enabled: boolean): Promise<Feature>
}

/** The features that there are. Those of an account come when there is something to try. */
export function featureRoutes(server: ApiServer, platform: Platform): void {
  const features = [sessionAffinity(platform), preboot]
  const get = (idOrName: string) => {
    const found = features.find((it) => it.name === idOrName || it.id === idOrName)
    if (!found) throw noSuchFeature(idOrName)
    return found
  }
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  const oneParams = Type.Object({ app: Type.String(), feature: Type.String() })
  const one = { params: oneParams, response: { 200: Feature } }
  server.get(
    '/apps/:app/features',
    { config, schema: { params, response: { 200: Type.Array(Feature) } } },
    (request) => Promise.all(features.map((it) => it.read(namedAppOf(request)))),
  )
  server.get('/apps/:app/features/:feature', { config, schema: one }, (request) =>
    get(request.params.feature).read(namedAppOf(request)),
  )
  server.patch(
    '/apps/:app/features/:feature',
    { config, schema: { ...one, body: FeatureUpdate } },
    (request) => get(request.params.feature).set(request, request.body.enabled),
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

function noSuchFeature(feature: string) {
  return problem('not_found', `No such feature: ${feature}. \`qp features\` lists those of an app.`)
}

function sessionAffinity(platform: Platform): AppFeature {
  const known = { id: '3c7e1b0a-5d4f-4e7c-9a51-0f2f6d8c1b42', name: 'http-session-affinity' }
  const serialize = (app: App, routing: Routing): Feature =>
    serializeFeature(app, {
      ...known,
      display_name: 'HTTP session affinity',
      description: 'Keep each visitor on a dyno, by a cookie that the router sets',
      doc_url: 'https://devcenter.heroku.com/articles/session-affinity',
      enabled: routing.hasSessionAffinity,
      updated_at: (routing.updatedAt ?? app.createdAt).toISOString(),
    })
  return {
    ...known,
    read: async (app) => serialize(app, await platform.store.routings.ofApp(app.id)),
    set: async (request, enabled) =>
      serialize(namedAppOf(request), await setSessionAffinity(platform, changeOf(request), enabled)),
  }
}

/** Scripts ask for it. Here a roll-out knows no other way. */
const preboot: AppFeature = {
  id: '8a1f6c2e-90b7-4d53-8f5e-6b0d1c7a2e94',
  name: 'preboot',
  read: async (app) =>
    serializeFeature(app, {
      id: preboot.id,
      name: preboot.name,
      display_name: 'Preboot',
      description: 'Let new dynos answer before old ones are stopped; always on',
      doc_url: 'https://devcenter.heroku.com/articles/preboot',
      enabled: true,
      updated_at: app.createdAt.toISOString(),
    }),
  set(request, enabled) {
    if (enabled) return preboot.read(namedAppOf(request))
    throw problem(
      'invalid_params',
      'preboot is always on. Where no two releases may run side by side, stop the dynos before a deploy: `qp ps:stop web`.',
    )
  },
}

function serializeFeature(app: App, own: Omit<Feature, 'feedback_email' | 'state' | 'created_at'>): Feature {
  return { ...own, feedback_email: '', state: 'general', created_at: app.createdAt.toISOString() }
}
