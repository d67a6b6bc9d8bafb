import { type App, checkAppName } from '../domain/app.ts'
import { generateAppName } from '../domain/app-name.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { Tables } from '../store/store.ts'
import { logEvent, type Platform } from './platform.ts'

/** A new app and its first release, v1, with no slug and no config. */
export async function createApp(platform: Platform, user: User, name = generateAppName()): Promise<App> {
  const now = platform.now()
  const app: App = { id: platform.newId(), name, ownerId: user.id, createdAt: now, updatedAt: now }
  // In one step: of two who ask for a name at the same moment one gets it, and the other hears of it.
  await platform.store.transaction(async (store) => {
    await checkFreeName({ store }, name)
    await store.apps.add(app)
    await store.releases.add({
      id: platform.newId(),
      appId: app.id,
      description: 'Initial release',
      status: 'succeeded',
      userId: user.id,
      slugId: null,
      config: {},
      createdAt: now,
      updatedAt: now,
    })
  })
  await platform.router.setRoute({
    appId: app.id,
    appName: name,
    hostnames: [`${name}.${platform.settings.domain}`],
    dynos: [],
  })
  logEvent(platform, app.id, 'api', `Initial release by user ${user.email}`, 'app')
  return app
}

/** Throws `invalid_params` where an app can't be called so. */
export async function checkFreeName({ store }: { store: Pick<Tables, 'apps'> }, name: string): Promise<void> {
  checkAppName(name)
  if (await store.apps.find(name))
    throw problem('invalid_params', `Name ${name} is already taken.`, { reason: 'app_exists' })
}
