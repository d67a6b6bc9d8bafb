import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import { normalizeHostname, type WebDomain } from '../domain/web-domain.ts'
import { logEvent, type Platform } from './platform.ts'
import { listCurrentDynos } from './running-app.ts'
import { switchRoutes } from './switch-routes.ts'

/** From its return on the router answers to the hostname. Throws `invalid_params` where another app has it. */
export async function addDomain(platform: Platform, app: App, text: string): Promise<WebDomain> {
  const hostname = normalizeHostname(text)
  if (hostname.endsWith(`.${platform.settings.domain}`)) {
    throw problem(
      'invalid_params',
      `${hostname} can't be added: names under ${platform.settings.domain} belong to apps by their names.`,
    )
  }
  const taken = await platform.store.webDomains.find(hostname)
  if (taken) {
    const whose = taken.appId === app.id ? app.name : 'another app'
    throw problem('invalid_params', `${hostname} belongs to ${whose} already.`)
  }
  const now = platform.now()
  const domain = { id: platform.newId(), appId: app.id, hostname, createdAt: now, updatedAt: now }
  await platform.store.webDomains.add(domain)
  await sendRoute(platform, app)
  logEvent(platform, app.id, 'api', `Add ${hostname} domain`, 'app')
  return domain
}

export async function removeDomain(platform: Platform, app: App, hostname: string): Promise<WebDomain> {
  const domain = await getDomain(platform, app, hostname)
  await platform.store.webDomains.remove(domain.id)
  await sendRoute(platform, app)
  logEvent(platform, app.id, 'api', `Remove ${domain.hostname} domain`, 'app')
  return domain
}

/** By id or hostname, of this app. Throws `not_found`. */
export async function getDomain(platform: Platform, app: App, idOrHostname: string): Promise<WebDomain> {
  const domain = await platform.store.webDomains.find(idOrHostname.toLowerCase())
  if (domain?.appId === app.id) return domain
  throw problem('not_found', `No such domain: ${idOrHostname}. \`qp domains\` lists them.`)
}

/** In the app's turn: a roll-out that is on its way must not put the old hostnames back. */
async function sendRoute(platform: Platform, app: App): Promise<void> {
  await platform.turns.take(app.id, async () =>
    switchRoutes(platform, app, await listCurrentDynos(platform, app)),
  )
}
