import {
  type Certificate,
  type CertificateFacts,
  holdsFor,
  isTrustworthy,
  readCertificate,
} from '../domain/certificate.ts'
import { appHostname } from '../domain/web-domain.ts'
import type { ServedCertificate } from '../router/certificates.ts'
import type { Platform } from './platform.ts'

/** Tells the router which name is answered with which certificate, as it is written down now. */
export async function serveCertificates(platform: Platform): Promise<void> {
  // One after the other: what was read earlier must not be sent later.
  await platform.turns.take('certificates', async () =>
    platform.router.setCertificates(await currentCertificates(platform)),
  )
}

/** A certificate serves the domains that it is attached to, and its app's own hostname where it holds for that. */
export async function currentCertificates({ store, settings, now }: Platform): Promise<ServedCertificate[]> {
  const domains = await store.webDomains.list()
  const served = []
  for (const app of await store.apps.list()) {
    const certificates = await store.certificates.listOfApp(app.id)
    const own = appHostname(app.name, settings.domain)
    const ofOwn = chooseCertificate(own, certificates, now())
    for (const { id, chain, privateKey: key } of certificates) {
      const names = domains.filter((it) => it.certificateId === id).map((it) => it.hostname)
      served.push({ id, names: ofOwn?.id === id ? [...names, own] : names, chain, key })
    }
  }
  return served
}

/** Of those that hold for the hostname, one that browsers take; among several the one that does so longest. */
export function chooseCertificate(
  hostname: string,
  certificates: readonly Certificate[],
  now: Date,
): Certificate | undefined {
  return chooseWithFacts(hostname, certificates, now)?.certificate
}

/** The same, with what was read in it: reading costs as much as all the rest. */
export function chooseWithFacts(
  hostname: string,
  certificates: readonly Certificate[],
  now: Date,
): { certificate: Certificate; facts: CertificateFacts } | undefined {
  const rank = (facts: CertificateFacts) =>
    facts.expiresAt.getTime() + (isTrustworthy(facts, now) ? Number.MAX_SAFE_INTEGER / 2 : 0)
  return certificates
    .map((certificate) => ({ certificate, facts: readCertificate(certificate.chain) }))
    .filter(({ facts }) => holdsFor(facts.names, hostname))
    .sort((a, b) => rank(b.facts) - rank(a.facts))[0]
}
