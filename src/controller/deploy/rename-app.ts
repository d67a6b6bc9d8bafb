import type { App } from '../domain/app.ts'
import type { User } from '../domain/user.ts'
import { checkFreeName } from './create-app.ts'
import { logEvent, type Platform } from './platform.ts'
import { listCurrentDynos } from './running-app.ts'
import { serveCertificates } from './serve-certificates.ts'
import { switchRoutes } from './switch-routes.ts'

/**
 * From its return on the app answers by its new name, and by the old one no more. Nothing is restarted: the engine's names and
 * labels of what runs tell the old one until it is started anew. Throws `invalid_params` where the name can't be had.
 */
export async function renameApp(
  platform: Platform,
  { app, user, name }: { app: App; user: User; name: string },
): Promise<App> {
  const renamed = await platform.turns.take(app.id, async () => {
    const updatedAt = platform.now()
    await platform.store.transaction(async (store) => {
      await checkFreeName({ store }, name)
      await store.apps.rename(app.id, name, updatedAt)
    })
    const now = { ...app, name, updatedAt }
    await switchRoutes(platform, now, await listCurrentDynos(platform, now))
    return now
  })
  await serveCertificates(platform)
  logEvent(platform, app.id, 'api', `Rename from ${app.name} to ${name} by user ${user.email}`, 'app')
  const [what, before] = [{ kind: 'app', app: renamed } as const, { kind: 'app', app } as const]
  platform.appEvents.tell({ app: renamed, action: 'update', what, before, by: user })
  return renamed
}
