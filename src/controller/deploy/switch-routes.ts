import type { App } from '../domain/app.ts'
import { type Dyno, formatDynoName, webType } from '../domain/dyno.ts'
import { appHostname } from '../domain/web-domain.ts'
import type { AppRoute } from '../router/router.ts'
import type { Platform } from './platform.ts'
import { listCurrentDynos } from './running-app.ts'

/** Points the app's hostnames at these dynos. When it resolves, the router was seen to use them. */
export async function switchRoutes(platform: Platform, app: App, dynos: readonly Dyno[]): Promise<void> {
  platform.served.dynos.set(app.id, dynos)
  await resendRoute(platform, app)
}

/**
 * Sends the app's route again where something else of it has changed: which of its dynos are ready, say. One after the other,
 * and each as things are when it is sent: what is older never comes last.
 */
export async function resendRoute(platform: Platform, app: App): Promise<void> {
  const { dynos, sending } = platform.served
  const send = async () => {
    const served = dynos.get(app.id) ?? (await listCurrentDynos(platform, app))
    await platform.router.setRoute(await routeOf(platform, app, served))
  }
  const sent = (sending.get(app.id) ?? Promise.resolve()).then(send, send)
  sending.set(app.id, sent)
  await sent
}

/** A dyno whose readiness check fails gets none, even where it is the last. */
export async function routeOf(platform: Platform, app: App, dynos: readonly Dyno[]): Promise<AppRoute> {
  const domains = await platform.store.webDomains.listOfApp(app.id)
  return {
    appId: app.id,
    appName: app.name,
    hostnames: [appHostname(app.name, platform.settings.domain), ...domains.map((it) => it.hostname)],
    dynos: dynos
      .filter((it) => it.type === webType && !platform.served.unready.has(it.containerId))
      .flatMap((it) => (it.address === null ? [] : [{ dyno: formatDynoName(it), address: it.address }])),
  }
}
