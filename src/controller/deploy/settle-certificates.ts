import type { App } from '../domain/app.ts'
import { firstAcmState } from '../domain/web-domain.ts'
import type { Tables } from '../store/store.ts'
import type { Platform } from './platform.ts'
import { serveCertificates } from './serve-certificates.ts'

/**
 * After a change of an app's domains or certificates: each domain without a certificate that somebody brought waits for an automatic
 * one, if the app gets such; and an automatic certificate that serves no domain any more is gone.
 * Then the router is told.
 */
export async function settleCertificates(platform: Platform, app: App): Promise<void> {
  await platform.store.transaction((tables) => settleTables(tables, app, platform.now()))
  await serveCertificates(platform)
}

async function settleTables(tables: Tables, app: App, now: Date): Promise<void> {
  const isEnabled = await tables.automaticCertificates.has(app.id)
  const certificates = await tables.certificates.listOfApp(app.id)
  const automatic = new Set(certificates.filter((it) => it.isAutomatic).map((it) => it.id))
  const used = new Set<string>()
  for (const domain of await tables.webDomains.listOfApp(app.id)) {
    const hasAutomatic = domain.certificateId !== null && automatic.has(domain.certificateId)
    const isWanted = isEnabled && (domain.certificateId === null || hasAutomatic)
    if (hasAutomatic && isWanted) used.add(domain.certificateId ?? '')
    const lacksOne = domain.acm?.status === 'ok' && !hasAutomatic
    if (isWanted && (domain.acm === null || lacksOne))
      await tables.webDomains.setAcm(domain.id, firstAcmState(domain.hostname), now)
    if (!isWanted && domain.acm !== null) await tables.webDomains.setAcm(domain.id, null, now)
  }
  for (const id of automatic) if (!used.has(id)) await tables.certificates.remove(id)
}
