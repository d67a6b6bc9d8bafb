import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import { problem } from '../domain/problem.ts'
import type { Report } from '../domain/progress.ts'
import { checkServiceType, formatRoute, isRegex, parseRoute, type Service } from '../domain/service.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'
import { rollOut } from './roll-out.ts'
import { findSlug, getCurrentRelease } from './running-app.ts'
import { resendRoute } from './switch-routes.ts'
import { noteWait } from './turns.ts'

interface ServiceChange {
  app: App
  user: User
  type: string
  report: Report
}

/**
 * Adds the process type's service, or gives it another route. Its dynos that have no $PORT are started anew with one; where they do not
 * answer on it, all stays as it was.
 */
export async function putService(
  platform: Platform,
  { app, user, type, route, report }: ServiceChange & { route: string },
): Promise<Service> {
  checkServiceType(type)
  const pathPattern = await checkRoute(platform, route)
  return inTurn(platform, app, report, async () => {
    const before = await findService(platform, app, type)
    if (!before) checkRoom('service', app.name, (await platform.store.services.listOfApp(app.id)).length)
    const now = platform.now()
    const service = {
      ...(before ?? { id: platform.newId(), appId: app.id, type, createdAt: now }),
      ...{ pathPattern, updatedAt: now },
    }
    await platform.store.services.put(service)
    try {
      await giveDynosPorts(platform, app, type, report)
    } catch (error) {
      await (before ? platform.store.services.put(before) : platform.store.services.remove(service.id))
      await resendRoute(platform, app)
      throw error
    }
    logEvent(platform, app.id, 'api', `Add service ${type} for ${pathPattern} by user ${user.email}`, 'app')
    return service
  })
}

/** Its requests go to web from here on; its dynos keep their $PORT until they are started anew. Throws `not_found`. */
export async function removeService(
  platform: Platform,
  { app, user, type, report }: ServiceChange,
): Promise<Service> {
  return inTurn(platform, app, report, async () => {
    const service = await findService(platform, app, type)
    if (!service)
      throw problem('not_found', `No such service: ${type}. \`qp services\` lists them.`, {
        reason: 'no_such_service',
      })
    await platform.store.services.remove(service.id)
    await resendRoute(platform, app)
    logEvent(platform, app.id, 'api', `Remove service ${type} by user ${user.email}`, 'app')
    return service
  })
}

function inTurn<T>(platform: Platform, app: App, report: Report, work: () => Promise<T>): Promise<T> {
  return platform.turns.take(app.id, work, { onWait: noteWait(app, report) })
}

async function findService(platform: Platform, app: App, type: string): Promise<Service | undefined> {
  return (await platform.store.services.listOfApp(app.id)).find((it) => it.type === type)
}

/** The same for every spelling. A regular expression that nginx can't use would match nothing, and nobody would hear of it. */
async function checkRoute(platform: Platform, route: string): Promise<string> {
  const rules = parseRoute(route)
  for (const { modifier, path } of rules) {
    const reason = isRegex(modifier) ? await platform.router.checkRegex(path) : undefined
    if (reason !== undefined)
      throw problem(
        'invalid_params',
        `nginx takes ${JSON.stringify(path)} for no regular expression: ${reason}.`,
      )
  }
  return formatRoute(rules)
}

async function giveDynosPorts(platform: Platform, app: App, type: string, report: Report): Promise<void> {
  const release = await getCurrentRelease(platform, app)
  const slug = await findSlug(platform, release)
  if (!slug) return resendRoute(platform, app)
  if (!Object.hasOwn(slug.processTypes, type)) {
    const known = Object.keys(slug.processTypes).join(', ')
    throw problem('not_found', `No such process type: ${type}. The current release has ${known}.`, {
      reason: 'no_such_process_type',
      subject: type,
    })
  }
  await rollOut(platform, { app, release, slug, report })
}
