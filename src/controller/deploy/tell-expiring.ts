import { describeEnd } from '../../words/certificate-end.ts'
import { readCertificate } from '../domain/certificate.ts'
import { pause } from './pause.ts'
import { logEvent, type Platform } from './platform.ts'

/** In ms. */
const hour = 3_600_000
const day = 24 * hour

/** Tells apps' logs, once a day, of certificates that were brought, serve domains, and expire soon or have; until the signal. */
export async function tellExpiring(platform: Platform, signal: AbortSignal, lookEvery = hour): Promise<void> {
  let told: ReadonlyMap<string, Date> = new Map()
  while (!signal.aborted) {
    try {
      told = await tellOnce(platform, told)
    } catch (err) {
      platform.log.warn({ err }, 'certificates could not be looked at')
    }
    await pause(lookEvery, signal)
  }
}

/** When each of those that were told of was told of last, by its id. */
async function tellOnce(platform: Platform, before: ReadonlyMap<string, Date>): Promise<Map<string, Date>> {
  const { store, now, log } = platform
  const told = new Map<string, Date>()
  const domains = Map.groupBy(await store.webDomains.list(), (it) => it.certificateId)
  const appIds = (await store.apps.list()).map((it) => it.id)
  for (const { id, appId, name, chain, isAutomatic } of await store.certificates.listOfApps(appIds)) {
    const served = domains.get(id) ?? []
    const end = describeEnd(readCertificate(chain).expiresAt.getTime() - now().getTime())
    if (isAutomatic || served.length === 0 || end === undefined) continue
    const last = before.get(id)
    const isDue = last === undefined || Math.abs(now().getTime() - last.getTime()) >= day
    told.set(id, isDue ? now() : last)
    if (!isDue) continue
    const hostnames = served.map((it) => it.hostname).join(', ')
    const text = `Certificate ${name} of ${hostnames} ${end}: \`qp certs:update ${name} CRT KEY\` puts another in its place`
    logEvent(platform, appId, 'api', text, 'app')
    log.warn({ app: appId, certificate: name, hostnames }, 'a certificate expires soon, or has')
  }
  return told
}
