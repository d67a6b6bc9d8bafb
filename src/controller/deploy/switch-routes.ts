import type { App } from '../domain/app.ts'
import { type Dyno, formatDynoName, webType } from '../domain/dyno.ts'
import { errorPagesOf } from '../domain/error-pages.ts'
import type { Release } from '../domain/release.ts'
import { parseRoute } from '../domain/service.ts'
import { appHostname } from '../domain/web-domain.ts'
import type { AppRoute } from '../router/router.ts'
import type { Platform } from './platform.ts'
import { getCurrentRelease, listCurrentDynos } from './running-app.ts'
import { isReady } from './served-dynos.ts'

/**
 * Points the app's hostnames at these dynos. When it resolves, the router was seen to use them.
 *
 * @param release whose dynos they are, where it is not the current one yet
 */
export async function switchRoutes(
  platform: Platform,
  app: App,
  dynos: readonly Dyno[],
  release?: Pick<Release, 'config'>,
): Promise<void> {
  platform.served.dynos.set(app.id, dynos)
  if (release) platform.served.pages.set(app.id, errorPagesOf(release.config))
  else platform.served.pages.delete(app.id)
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
  const services = await platform.store.services.listOfApp(app.id)
  const addressesOf = (type: string) =>
    dynos
      .filter((it) => it.type === type && isReady(platform.served, it.containerId))
      .flatMap((it) => (it.address === null ? [] : [{ dyno: formatDynoName(it), address: it.address }]))
  return {
    appId: app.id,
    appName: app.name,
    hostnames: [appHostname(app.name, platform.settings.domain), ...domains.map((it) => it.hostname)],
    dynos: addressesOf(webType),
    services: services.map(({ type, pathPattern }) => ({
      type,
      paths: parseRoute(pathPattern),
      dynos: addressesOf(type),
    })),
    pages: platform.served.pages.get(app.id) ?? errorPagesOf((await getCurrentRelease(platform, app)).config),
  }
}
