import { isDeepStrictEqual } from 'node:util'
import { Type } from 'typebox'
import { DeisSettings, DeisSettingsUpdate } from '../../../api-types/deis/settings.ts'
import { changeLabels } from '../../deploy/change-labels.ts'
import {
  type RoutingChange,
  replaceWhitelist,
  setMaintenance,
  setRoutingEnabled,
} from '../../deploy/change-routing.ts'
import type { Platform } from '../../deploy/platform.ts'
import type { App } from '../../domain/app.ts'
import { problem } from '../../domain/problem.ts'
import { addToWhitelist } from '../../domain/routing.ts'
import { namedAppOf } from '../auth.ts'
import type { ApiServer } from '../platform/route.ts'
import { changeOf } from '../platform/routing.ts'
import { ofApp } from './references.ts'
import { changedNothing } from './unchanged.ts'

export function settingsRoutes(server: ApiServer, platform: Platform): void {
  const config = { access: 'collaborator' as const }
  const params = Type.Object({ app: Type.String() })
  server.get(
    '/apps/:app/settings',
    { config, schema: { params, response: { 200: DeisSettings } } },
    async (request) => describeSettings(platform, namedAppOf(request)),
  )
  server.post(
    '/apps/:app/settings',
    { config, schema: { params, body: DeisSettingsUpdate, response: { 201: DeisSettings } } },
    async (request, reply) => {
      const change = changeOf(request)
      const before = await describeSettings(platform, change.app)
      await applySettings(platform, change, before, request.body)
      const after = await describeSettings(platform, change.app)
      if (isDeepStrictEqual({ ...after, updated: before.updated }, before)) throw changedNothing(change.user)
      return reply.code(201).send(after)
    },
  )
}

/** What may be refused comes first. */
async function applySettings(
  platform: Platform,
  change: RoutingChange,
  before: DeisSettings,
  { autoscale = {}, label = {}, whitelist, routable, maintenance }: DeisSettingsUpdate,
): Promise<void> {
  checkUnset('autoscale', before.autoscale, autoscale)
  if (Object.keys(autoscale).length > 0)
    throw problem(
      'bad_request',
      'This controller does not scale by itself. Set how many dynos there are: deis scale web=3',
    )
  checkUnset('label', before.label, label)
  if (whitelist) addToWhitelist([], whitelist)
  const labels = Object.entries(label).map(([name, value]) => [name, value === null ? null : String(value)])
  if (labels.length > 0) await changeLabels(platform, change.app, Object.fromEntries(labels))
  if (whitelist) await replaceWhitelist(platform, change, whitelist)
  if (routable !== undefined) await setRoutingEnabled(platform, change, routable)
  if (maintenance !== undefined) await setMaintenance(platform, change, maintenance)
}

/** In Deis's API only what there is can be taken away. */
function checkUnset(attribute: string, current: object, changes: object): void {
  for (const [name, value] of Object.entries(changes))
    if (value === null && !Object.hasOwn(current, name))
      throw problem('invalid_params', `${name} does not exist under ${attribute}`, { reason: 'not_set' })
}

/** An app has one, and so it goes by the app's id. */
async function describeSettings(platform: Platform, app: App): Promise<DeisSettings> {
  const routing = await platform.store.routings.ofApp(app.id)
  const times = { createdAt: app.createdAt, updatedAt: routing.updatedAt ?? app.createdAt }
  return {
    uuid: app.id,
    ...(await ofApp(platform, app, times)),
    autoscale: {},
    label: { ...(await platform.store.appLabels.ofApp(app.id)) },
    maintenance: routing.isInMaintenance,
    routable: routing.isEnabled,
    whitelist: [...routing.whitelist],
  }
}
