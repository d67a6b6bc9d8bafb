import type { App } from '../domain/app.ts'
import { problem } from '../domain/problem.ts'
import { firstAcmState } from '../domain/web-domain.ts'
import { logEvent, type Platform } from './platform.ts'
import { settleCertificates } from './settle-certificates.ts'

/** From now on `tend-certificates.ts` gets a certificate for each domain that has none. */
export async function enableAutomaticCertificates(platform: Platform, app: App): Promise<void> {
  if (platform.settings.acme === null)
    throw problem(
      'invalid_params',
      'This controller gets no certificates by itself: whoever runs it has to start it with `qp server --acme-email ADDRESS --acme-agree-terms`.',
    )
  await platform.store.automaticCertificates.enable(app.id, platform.now())
  await settleCertificates(platform, app)
  logEvent(platform, app.id, 'api', 'Enable automatic certificates', 'app')
}

/** The certificates that were made go at once. */
export async function disableAutomaticCertificates(platform: Platform, app: App): Promise<void> {
  await platform.store.automaticCertificates.disable(app.id)
  await settleCertificates(platform, app)
  logEvent(platform, app.id, 'api', 'Disable automatic certificates', 'app')
}

/** Tries at once again what failed. Throws `invalid_params` where the app gets none. */
export async function refreshAutomaticCertificates(platform: Platform, app: App): Promise<void> {
  const { automaticCertificates, webDomains } = platform.store
  if (!(await automaticCertificates.has(app.id)))
    throw problem(
      'invalid_params',
      `${app.name} gets no automatic certificates. \`qp certs:auto:enable\` changes that.`,
    )
  for (const domain of await webDomains.listOfApp(app.id))
    if (domain.acm && domain.acm.status !== 'ok')
      await webDomains.setAcm(domain.id, firstAcmState(domain.hostname), platform.now())
}
