import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import { type Certificate, checkCertificateName } from '../domain/certificate.ts'
import { checkCertificateFiles } from '../domain/certificate-files.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { UserCertificate } from '../domain/user-certificate.ts'
import type { WebDomain } from '../domain/web-domain.ts'
import {
  type CertificateTexts,
  checkHoldsFor,
  freeName,
  newCertificate,
  removeCertificate,
} from './change-certificates.ts'
import { setDomainCertificate } from './change-domains.ts'
import type { Platform } from './platform.ts'

/** It serves nothing until it is attached. Throws `invalid_params` for what can't be used, and for a name that another has. */
export async function addUserCertificate(
  platform: Platform,
  owner: User,
  { name, ...texts }: CertificateTexts & { name: string },
): Promise<UserCertificate> {
  const { chain, privateKey } = checkCertificateFiles(texts.chain, texts.privateKey, platform.now())
  const now = platform.now()
  const times = { createdAt: now, updatedAt: now }
  return platform.store.transaction(async ({ userCertificates }) => {
    if (await userCertificates.find(checkCertificateName(name)))
      throw problem('invalid_params', `There is a certificate ${name} already. Choose another name.`, {
        reason: 'certificate_name_taken',
      })
    checkRoom('certificate', 'you', (await userCertificates.listOfUser(owner.id)).length)
    return userCertificates.add({ ownerId: owner.id, name, chain, privateKey, ...times })
  })
}

/** Throws `not_found`, also for somebody else's. */
export async function getUserCertificate(
  platform: Platform,
  owner: User,
  name: string,
): Promise<UserCertificate> {
  const found = await platform.store.userCertificates.find(name)
  if (found?.ownerId === owner.id) return found
  throw problem('not_found', `You have no certificate ${name}.`, { reason: 'no_such_certificate' })
}

/** Those it serves, of all domains that there are; who has them already gives them. */
export async function listAttachedDomains(
  { store }: Platform,
  certificate: UserCertificate,
  domains?: readonly WebDomain[],
): Promise<WebDomain[]> {
  const copies = (await store.certificates.listCopies(certificate.id)).map((it) => it.id)
  return (domains ?? (await store.webDomains.list())).filter((it) => copies.includes(it.certificateId ?? ''))
}

/**
 * From its return on it serves the domain. Throws `conflict` where that has one, unless the controller got it by itself, and
 * `invalid_params` where it does not hold for the domain.
 */
export async function attachUserCertificate(
  platform: Platform,
  certificate: UserCertificate,
  { app, domain, by }: { app: App; domain: WebDomain; by: User },
): Promise<void> {
  const had = domain.certificateId && (await platform.store.certificates.find(app.id, domain.certificateId))
  if (had && !had.isAutomatic)
    throw problem('conflict', `${domain.hostname} has the certificate ${had.name}. Detach that first.`, {
      reason: 'domain_has_certificate',
    })
  checkHoldsFor(certificate, domain.hostname)
  const { id } = await provideCopy(platform, certificate, app, by)
  await setDomainCertificate(platform, app, domain.id, id, by)
}

/** Throws `not_found` where the domain has another, or none. */
export async function detachUserCertificate(
  platform: Platform,
  certificate: UserCertificate,
  hostname: string,
  by: User,
): Promise<void> {
  const attached = await listAttachedDomains(platform, certificate)
  const domain = attached.find((it) => it.hostname === hostname)
  const app = domain && (await platform.store.apps.find(domain.appId))
  if (!app)
    throw problem('not_found', `${certificate.name} does not serve ${hostname}.`, {
      reason: 'no_such_domain',
    })
  await setDomainCertificate(platform, app, domain.id, null, by)
  const isLast = !attached.some((it) => it.appId === app.id && it.id !== domain.id)
  if (isLast && domain.certificateId !== null)
    await removeCertificate(platform, app, domain.certificateId, by)
}

/**
 * The domains that it served have none then; but those of an app that its owner may not change any more keep it, as a certificate of
 * the app's own.
 */
export async function removeUserCertificate(
  platform: Platform,
  certificate: UserCertificate,
  by: User,
  mayChange: (app: App) => Promise<boolean>,
): Promise<void> {
  for (const copy of await platform.store.certificates.listCopies(certificate.id)) {
    const app = await platform.store.apps.find(copy.appId)
    if (app && (await mayChange(app))) await removeCertificate(platform, app, copy.id, by)
  }
  // What is left is a copy of nothing: the store sees to that.
  await platform.store.userCertificates.remove(certificate.id)
}

async function provideCopy(
  platform: Platform,
  { id, name, chain, privateKey }: UserCertificate,
  app: App,
  by: User,
): Promise<Certificate> {
  const { copy, isNew } = await platform.store.transaction(async ({ certificates }) => {
    const all = await certificates.listOfApp(app.id)
    const there = all.find((it) => it.copyOf === id)
    if (there) return { copy: there, isNew: false }
    const taken = all.map((it) => it.name)
    const fields = { name: freeName(name, taken), chain, privateKey, isAutomatic: false }
    const added = { ...newCertificate(platform, app, fields), copyOf: id }
    await certificates.add(added)
    return { copy: added, isNew: true }
  })
  if (!isNew) return copy
  platform.appEvents.tell({
    app,
    action: 'create',
    what: { kind: 'sni-endpoint', certificate: copy },
    by,
  })
  return copy
}
