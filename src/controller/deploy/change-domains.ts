import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import { normalizeHostname, standsFor, toAce, type WebDomain } from '../domain/web-domain.ts'
import type { Tables } from '../store/store.ts'
import { checkHoldsFor, getCertificate } from './change-certificates.ts'
import { logEvent, type Platform } from './platform.ts'
import { listCurrentDynos } from './running-app.ts'
import { chooseCertificate } from './serve-certificates.ts'
import { settleCertificates } from './settle-certificates.ts'
import { switchRoutes } from './switch-routes.ts'

/**
 * From its return on the router answers to the hostname, with the certificate that is named or else one of the app's that holds for
 * it. Throws `invalid_params` where another app has it.
 */
export async function addDomain(
  platform: Platform,
  app: App,
  text: string,
  certificate?: string | null,
  by?: User,
): Promise<WebDomain> {
  const hostname = normalizeHostname(text)
  if (hostname.endsWith(`.${platform.settings.domain}`)) {
    throw problem(
      'invalid_params',
      `${hostname} can't be added: names under ${platform.settings.domain} belong to apps by their names.`,
      { reason: 'domain_reserved' },
    )
  }
  // In one step: nobody else takes the name, or the last place, between the look and the entry.
  const domain = await platform.store.transaction(async (store) => {
    await checkFree(store, app, hostname)
    const now = platform.now()
    const times = { createdAt: now, updatedAt: now }
    const certificateId = await findCertificateId({ store, now }, app, hostname, certificate)
    const added: WebDomain = {
      id: platform.newId(),
      appId: app.id,
      hostname,
      certificateId,
      acm: null,
      ...times,
    }
    await store.webDomains.add(added)
    return added
  })
  try {
    await sendRoute(platform, app)
  } catch (error) {
    await platform.store.webDomains.remove(domain.id)
    throw error
  }
  await settleCertificates(platform, app)
  logEvent(platform, app.id, 'api', `Add ${hostname} domain`, 'app')
  platform.appEvents.tell({ app, action: 'create', what: { kind: 'domain', domain }, by })
  return getDomain(platform, app, domain.id)
}

async function checkFree(store: Tables, app: App, hostname: string): Promise<void> {
  const taken = await store.webDomains.find(hostname)
  if (taken) {
    const whose = taken.appId === app.id ? app.name : 'another app'
    throw problem('invalid_params', `${hostname} belongs to ${whose} already.`, { reason: 'domain_taken' })
  }
  checkRoom('domain', app.name, (await store.webDomains.listOfApp(app.id)).length)
  await checkOverlap(store, app, hostname)
}

/** A wildcard and the names that it stands for go to apps of one owner: nobody takes requests out of another's. */
async function checkOverlap(store: Tables, app: App, hostname: string): Promise<void> {
  for (const { appId, hostname: other } of await store.webDomains.list()) {
    if (appId === app.id || !(standsFor(other, hostname) || standsFor(hostname, other))) continue
    if ((await store.apps.find(appId))?.ownerId === app.ownerId) continue
    throw problem(
      'invalid_params',
      `${hostname} can't be added: ${other} belongs to somebody else's app, and one of the two stands for the other.`,
      { reason: 'domain_reserved' },
    )
  }
}

export async function removeDomain(
  platform: Platform,
  app: App,
  hostname: string,
  by?: User,
): Promise<WebDomain> {
  const domain = await getDomain(platform, app, hostname)
  await platform.store.webDomains.remove(domain.id)
  await sendRoute(platform, app)
  await settleCertificates(platform, app)
  logEvent(platform, app.id, 'api', `Remove ${domain.hostname} domain`, 'app')
  platform.appEvents.tell({ app, action: 'destroy', what: { kind: 'domain', domain }, by })
  return domain
}

/** Which certificate the router answers with for a domain; null: none. Throws `invalid_params` where it does not hold for it. */
export async function setDomainCertificate(
  platform: Platform,
  app: App,
  idOrHostname: string,
  name: string | null,
  by?: User,
): Promise<WebDomain> {
  const domain = await getDomain(platform, app, idOrHostname)
  const certificate = name === null ? null : await getCertificate(platform, app, name)
  if (certificate) checkHoldsFor(certificate, domain.hostname)
  await platform.store.webDomains.setCertificate(domain.id, certificate?.id ?? null, platform.now())
  await settleCertificates(platform, app)
  const what = certificate ? `Use certificate ${certificate.name} for` : 'Use no certificate for'
  logEvent(platform, app.id, 'api', `${what} ${domain.hostname}`, 'app')
  const now = { kind: 'domain', domain: await getDomain(platform, app, domain.id) } as const
  platform.appEvents.tell({ app, action: 'update', what: now, before: { kind: 'domain', domain }, by })
  return getDomain(platform, app, domain.id)
}

/** By id or hostname, of this app. Throws `not_found`. */
export async function getDomain(platform: Platform, app: App, idOrHostname: string): Promise<WebDomain> {
  const domain = await platform.store.webDomains.find(toAce(idOrHostname))
  if (domain?.appId === app.id) return domain
  throw problem('not_found', `No such domain: ${idOrHostname}. \`qp domains\` lists them.`, {
    reason: 'no_such_domain',
  })
}

async function findCertificateId(
  { store, now }: { store: Tables; now: Date },
  app: App,
  hostname: string,
  name: string | null | undefined,
): Promise<string | null> {
  if (typeof name === 'string') {
    const certificate = await getCertificate({ store }, app, name)
    checkHoldsFor(certificate, hostname)
    return certificate.id
  }
  const certificates = (await store.certificates.listOfApp(app.id)).filter((it) => !it.isAutomatic)
  return chooseCertificate(hostname, certificates, now)?.id ?? null
}

/** In the app's turn: a roll-out that is on its way must not put the old hostnames back. */
async function sendRoute(platform: Platform, app: App): Promise<void> {
  await platform.turns.take(app.id, async () =>
    switchRoutes(platform, app, await listCurrentDynos(platform, app)),
  )
}
