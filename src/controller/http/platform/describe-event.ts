import { isDeepStrictEqual } from 'node:util'
import type { Platform } from '../../deploy/platform.ts'
import { findSlug, getCurrentRelease } from '../../deploy/running-app.ts'
import type { App } from '../../domain/app.ts'
import type { AppEvent, EventSubject, ToldDyno } from '../../domain/app-event.ts'
import type { WebhookPayload } from '../../domain/webhook.ts'
import { ownView } from './addresses.ts'
import { serializeApp } from './apps.ts'
import { serializeBuild } from './builds.ts'
import { serializeCollaborator } from './collaborators.ts'
import { serializeDomain } from './domains.ts'
import { serializeFormation } from './formation.ts'
import { serializeRelease } from './releases.ts'
import { serializeCertificate } from './sni-endpoints.ts'

/**
 * An event as webhooks are told of it: https://devcenter.heroku.com/articles/webhook-events, with what our API shows of the resource.
 * Undefined where its app is gone.
 */
export async function describeEvent(
  platform: Platform,
  { app: { id }, action, what, before, by }: AppEvent,
): Promise<WebhookPayload | undefined> {
  const app = await platform.store.apps.find(id)
  if (!app) return undefined
  const data = await serializeSubject(platform, app, what)
  const previous = before && (await serializeSubject(platform, app, before))
  return {
    action,
    // Where nobody asked for it, the platform did it.
    actor: by ? { id: by.id, email: by.email } : { id: platform.controllerId, email: 'qp' },
    data,
    previous_data: previous ? differenceOf(previous, data) : {},
    resource: what.kind,
    published_at: platform.now().toISOString(),
    version: 'application/vnd.heroku+json; version=3',
  }
}

async function serializeSubject(platform: Platform, app: App, what: EventSubject): Promise<object> {
  switch (what.kind) {
    case 'app':
      return {
        ...(await serializeApp(platform, ownView(platform), what.app)),
        ...(what.isInMaintenance !== undefined && { maintenance: what.isInMaintenance }),
      }
    case 'build':
      return serializeBuild(platform, ownView(platform), app, what.build)
    case 'collaborator':
      return serializeCollaborator(platform, app, what.collaborator)
    case 'domain':
      return serializeDomain(platform, app, what.domain, 'custom')
    case 'dyno':
      return serializeToldDyno(platform, app, what.dyno)
    case 'formation': {
      const slug = await findSlug(platform, await getCurrentRelease(platform, app))
      return serializeFormation(app, what.entry, slug?.processTypes[what.entry.type] ?? '')
    }
    case 'release': {
      const current = await platform.store.releases.findCurrent(app.id)
      const isDone = what.release.status === 'succeeded'
      return serializeRelease(platform, ownView(platform), app, what.release, isDone ? current : undefined)
    }
    case 'sni-endpoint':
      return serializeCertificate(platform, app, what.certificate)
  }
}

/** https://devcenter.heroku.com/articles/webhook-dyno-events */
async function serializeToldDyno(platform: Platform, app: App, dyno: ToldDyno): Promise<object> {
  const release = await platform.store.releases.find(app.id, dyno.releaseVersion)
  return {
    id: dyno.id,
    app: { id: app.id, name: app.name },
    name: dyno.name,
    type: dyno.type,
    size: dyno.size,
    state: dyno.state,
    command: dyno.command,
    release: { id: release?.id ?? '', version: dyno.releaseVersion },
    management: dyno.type === 'run' ? 'run:attached' : 'dyno',
    exit_status: dyno.exitStatus,
  }
}

/** What was otherwise before. */
function differenceOf(before: object, now: object): object {
  const values = now as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(before).filter(([key, value]) => !isDeepStrictEqual(value, values[key])),
  )
}
