import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import { type Drain, hidePassword, parseDrainUrl } from '../domain/drain.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import { logEvent, type Platform } from './platform.ts'

/** From its return on every line of the app's log goes there too. Throws `invalid_params` where nothing can, or may, be sent there. */
export async function addDrain(
  platform: Platform,
  { app, user, url }: { app: App; user: User; url: string },
): Promise<Drain> {
  const { host } = parseDrainUrl(url)
  await platform.receivers.check(host)
  const now = platform.now()
  const ids = { id: platform.newId(), token: `d.${platform.newId()}` }
  const drain: Drain = { ...ids, appId: app.id, url, createdAt: now, updatedAt: now }
  await platform.store.transaction(async (store) => {
    const drains = await store.drains.listOfApp(app.id)
    if (drains.some((it) => it.url === url))
      throw problem('invalid_params', `${app.name} has a drain to ${hidePassword(url)} already.`)
    checkRoom('drain', app.name, drains.length)
    await store.drains.add(drain)
  })
  platform.drains.add(drain)
  logEvent(platform, app.id, 'api', `Add drain ${drain.token} by user ${user.email}`, 'app')
  return drain
}

export async function removeDrain(
  platform: Platform,
  { app, user, which }: { app: App; user: User; which: string },
): Promise<Drain> {
  const drain = await getDrain(platform, app, which)
  await platform.store.drains.remove(drain.id)
  platform.drains.remove(drain)
  logEvent(platform, app.id, 'api', `Remove drain ${drain.token} by user ${user.email}`, 'app')
  return drain
}

/** By id, token or URL. Throws `not_found`. */
export async function getDrain(platform: Platform, app: App, which: string): Promise<Drain> {
  const drain = await platform.store.drains.find(app.id, which)
  if (drain) return drain
  throw problem('not_found', `No such drain: ${hidePassword(which)}. \`qp drains\` lists them.`)
}
