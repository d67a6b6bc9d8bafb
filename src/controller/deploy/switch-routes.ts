import type { App } from '../domain/app.ts'
import { type Dyno, formatDynoName, webType } from '../domain/dyno.ts'
import { appHostname } from '../domain/web-domain.ts'
import type { AppRoute } from '../router/router.ts'
import type { Platform } from './platform.ts'

/** Points the app's hostnames at these dynos. When it resolves, the router was seen to use them. */
export async function switchRoutes(platform: Platform, app: App, dynos: readonly Dyno[]): Promise<void> {
  await platform.router.setRoute(await routeOf(platform, app, dynos))
}

export async function routeOf(platform: Platform, app: App, dynos: readonly Dyno[]): Promise<AppRoute> {
  const domains = await platform.store.webDomains.listOfApp(app.id)
  return {
    appId: app.id,
    appName: app.name,
    hostnames: [appHostname(app.name, platform.settings.domain), ...domains.map((it) => it.hostname)],
    dynos: dynos
      .filter((it) => it.type === webType)
      .flatMap((it) => (it.address === null ? [] : [{ dyno: formatDynoName(it), address: it.address }])),
  }
}
