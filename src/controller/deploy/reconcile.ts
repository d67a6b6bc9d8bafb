import type { App } from '../domain/app.ts'
import type { Report } from '../domain/progress.ts'
import { listDynos } from './list-dynos.ts'
import type { Platform } from './platform.ts'
import { rollOut } from './roll-out.ts'
import { findSlug, getCurrentRelease, listCurrentDynos } from './running-app.ts'
import { stopDynos } from './stop-dynos.ts'
import { routeOf, switchRoutes } from './switch-routes.ts'

/** Compares what should run of an app with what does, and mends it. Does nothing where all is right. */
export async function reconcileApp(platform: Platform, app: App): Promise<void> {
  await platform.turns.take(app.id, async () => {
    if (!(await platform.store.apps.find(app.id))) return
    const release = await getCurrentRelease(platform, app)
    const slug = await findSlug(platform, release)
    if (slug) await rollOut(platform, { app, release, slug, report: silent })
    else await stopAll(platform, app)
  })
}

/** What runs though nothing was deployed is of a first release whose controller was killed in the midst. */
async function stopAll(platform: Platform, app: App): Promise<void> {
  await switchRoutes(platform, app, [])
  await stopDynos(platform, app.id, await listDynos(platform, app.id), silent)
}

/** Every app, one after the other; an app that can't be mended does not keep the others from it. */
export async function reconcileAll(
  platform: Platform,
  onFailure: (appId: string, error: unknown) => void = () => {},
): Promise<void> {
  for (const app of await platform.store.apps.list()) {
    try {
      await reconcileApp(platform, app)
    } catch (error) {
      platform.log.error({ err: error, app: app.name }, 'the app could not be brought to what it should be')
      onFailure(app.id, error)
    }
  }
}

/** Where requests should go by what runs now: what the router is told when it starts. */
export async function currentRoutes(platform: Platform) {
  const routes = []
  for (const app of await platform.store.apps.list()) {
    const route = await routeOf(platform, app, await listCurrentDynos(platform, app))
    routes.push({ ...route, routing: await platform.store.routings.ofApp(app.id) })
  }
  return routes
}

const silent: Report = () => {}
