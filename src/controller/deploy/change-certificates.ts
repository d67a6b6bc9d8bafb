import type { App } from '../domain/app.ts'
import { checkRoom } from '../domain/capacity.ts'
import { type Certificate, checkCertificateName, holdsFor, readCertificate } from '../domain/certificate.ts'
import { checkCertificateFiles } from '../domain/certificate-files.ts'
import { problem } from '../domain/problem.ts'
import type { User } from '../domain/user.ts'
import type { Tables } from '../store/store.ts'
import { logEvent, type Platform } from './platform.ts'
import { serveCertificates } from './serve-certificates.ts'
import { settleCertificates } from './settle-certificates.ts'

/** PEM texts, as they stand in files. */
export interface CertificateTexts {
  chain: string
  privateKey: string
}

/**
 * From its return on the router answers with it for each domain of the app that it holds for and that had none. Throws
 * `invalid_params` for what can't be used.
 */
export async function addCertificate(
  platform: Platform,
  app: App,
  { name, by, ...texts }: CertificateTexts & { name?: string | undefined; by?: User },
): Promise<Certificate> {
  const { facts, ...files } = checkCertificateFiles(texts.chain, texts.privateKey, platform.now())
  const certificate = await platform.store.transaction(async (tables) => {
    const taken = (await tables.certificates.listOfApp(app.id)).map((it) => it.name)
    if (name !== undefined && taken.includes(checkCertificateName(name)))
      throw problem(
        'invalid_params',
        `${app.name} has a certificate ${name} already. \`qp certs:update\` replaces it.`,
      )
    checkRoom('certificate', app.name, taken.length)
    const added = newCertificate(platform, app, {
      ...files,
      name: name ?? freeName(facts.names[0] ?? 'certificate', taken),
      isAutomatic: false,
    })
    await tables.certificates.add(added)
    for (const domain of await tables.webDomains.listOfApp(app.id))
      if (domain.certificateId === null && holdsFor(facts.names, domain.hostname))
        await tables.webDomains.setCertificate(domain.id, added.id, added.createdAt)
    return added
  })
  await settleCertificates(platform, app)
  logEvent(platform, app.id, 'api', `Add certificate ${certificate.name}`, 'app')
  platform.appEvents.tell({ app, action: 'create', what: { kind: 'sni-endpoint', certificate }, by })
  return certificate
}

/** The domains that it serves go over to the new one without a moment between. */
export async function updateCertificate(
  platform: Platform,
  app: App,
  idOrName: string,
  texts: CertificateTexts,
  by?: User,
): Promise<Certificate> {
  const before = await getCertificate(platform, app, idOrName)
  refuseAutomatic(before, 'renewed by itself')
  const { facts, ...files } = checkCertificateFiles(texts.chain, texts.privateKey, platform.now())
  const domains = await platform.store.webDomains.listOfApp(app.id)
  const left = domains.find((it) => it.certificateId === before.id && !holdsFor(facts.names, it.hostname))
  if (left)
    throw problem(
      'invalid_params',
      `The new certificate does not hold for ${left.hostname}, which ${before.name} serves. ` +
        `Detach that first: qp certs:detach ${before.name} ${left.hostname}`,
    )
  const certificate = { ...before, ...files, updatedAt: platform.now() }
  await platform.store.certificates.replace(certificate)
  await serveCertificates(platform)
  logEvent(platform, app.id, 'api', `Update certificate ${certificate.name}`, 'app')
  const was = { kind: 'sni-endpoint', certificate: before } as const
  platform.appEvents.tell({
    app,
    action: 'update',
    what: { kind: 'sni-endpoint', certificate },
    before: was,
    by,
  })
  return certificate
}

/** The domains that it served have none then. */
export async function removeCertificate(
  platform: Platform,
  app: App,
  idOrName: string,
  by?: User,
): Promise<Certificate> {
  const certificate = await getCertificate(platform, app, idOrName)
  refuseAutomatic(certificate, 'removed by `qp certs:auto:disable`')
  await platform.store.certificates.remove(certificate.id)
  await settleCertificates(platform, app)
  logEvent(platform, app.id, 'api', `Remove certificate ${certificate.name}`, 'app')
  platform.appEvents.tell({ app, action: 'destroy', what: { kind: 'sni-endpoint', certificate }, by })
  return certificate
}

/** By id or name. Throws `not_found`. */
export async function getCertificate(
  { store }: { store: Pick<Tables, 'certificates'> },
  app: App,
  idOrName: string,
): Promise<Certificate> {
  const certificate = await store.certificates.find(app.id, idOrName)
  if (certificate) return certificate
  throw problem('not_found', `No such certificate: ${idOrName}. \`qp certs\` lists them.`, {
    reason: 'no_such_certificate',
  })
}

/** Throws `invalid_params` where a client that asks for the hostname would refuse the certificate. */
export function checkHoldsFor(certificate: Pick<Certificate, 'name' | 'chain'>, hostname: string): void {
  const { names } = readCertificate(certificate.chain)
  if (holdsFor(names, hostname)) return
  throw problem(
    'invalid_params',
    `The certificate ${certificate.name} does not hold for ${hostname}, only for ${names.join(', ')}.`,
  )
}

export function newCertificate(
  platform: Platform,
  app: App,
  fields: Pick<Certificate, 'name' | 'chain' | 'privateKey' | 'isAutomatic'>,
): Certificate {
  const now = platform.now()
  return { id: platform.newId(), appId: app.id, ...fields, createdAt: now, updatedAt: now }
}

/** `www.example.com` → `www-example-com`, as Heroku's schema has names, with a number behind where the app has that. */
export function freeName(hostname: string, taken: readonly string[]): string {
  const plain = hostname
    .replace(/^\*/, 'wildcard')
    .replace(/^(?![a-z])/, 'cert-')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 26)
    .replace(/-$/, '')
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? plain : `${plain}-${number}`
    if (!taken.includes(name)) return name
  }
}

function refuseAutomatic({ name, isAutomatic }: Certificate, how: string): void {
  if (isAutomatic)
    throw problem('invalid_params', `The certificate ${name} is the controller's own, and ${how}.`)
}
