import { DeisCert, type DeisCertCreate } from '../../api-types/deis/cert.ts'
import type { SniEndpoint } from '../../api-types/sni-endpoint.ts'
import { UserError } from '../../lib/errors.ts'
import type { Controller } from '../controller.ts'
import { attachCert, certName, listCerts } from './certs.ts'
import type { DeisHttp } from './deis-http.ts'
import { listDomains } from './domains.ts'
import { hostOf } from './git-address.ts'
import { lacking } from './not-there.ts'
import { path } from './path.ts'
import { appReference, timesOf } from './references.ts'
import { versions } from './versions.ts'

/** An app's are those that serve one of its domains, and those that serve none yet. */
export function certificatesApi(http: DeisHttp): Controller['certificates'] {
  const get = async (app: string, name: string) =>
    endpointOf(http, app, await http.get(DeisCert, path`/certs/${name}`))
  return {
    ...lacking(
      http,
      'way to replace a certificate',
      ['update'],
      '`qp certs:add` adds the new one under another name, `qp certs:attach` puts it in the place of the one before.',
    ),
    async list(app) {
      const [domains, certs] = await Promise.all([listDomains(http, app), listCerts(http)])
      const own = new Set(domains.map((it) => it.domain))
      return certs
        .filter((it) => it.domains.length === 0 || it.domains.some((domain) => own.has(domain)))
        .map((it) => endpointOf(http, app, it))
    },
    get,
    async add(app, options) {
      const cert = await http.send(DeisCert, 'POST', '/certs/', await createOf(http, options))
      for (const domain of await servedBy(http, app, cert)) await attachCert(http, certName(cert), domain)
      return get(app, certName(cert))
    },
    async remove(app, name) {
      const endpoint = await get(app, name)
      await http.act('DELETE', path`/certs/${name}`)
      return endpoint
    },
  }
}

async function createOf(
  { version }: DeisHttp,
  {
    certificate_chain: certificate,
    private_key: key,
    name,
  }: Parameters<Controller['certificates']['add']>[1],
): Promise<DeisCertCreate & { common_name?: string }> {
  if (versions[version].isCertNamed) return { certificate, key, name: name ?? (await nameOf(certificate)) }
  return { certificate, key, ...(name === undefined ? {} : { common_name: name }) }
}

/** Deis wants one of small letters, digits and hyphens: what it is for makes one. */
async function nameOf(certificate: string): Promise<string> {
  const { X509Certificate } = await import('node:crypto')
  try {
    const { subject, subjectAltName } = new X509Certificate(certificate)
    const host = /DNS:([^,]+)/.exec(subjectAltName ?? '')?.[1] ?? /^CN=(.+)$/m.exec(subject)?.[1] ?? 'cert'
    return host
      .toLowerCase()
      .replace('*', 'wildcard')
      .replaceAll(/[^a-z0-9-]+/g, '-')
  } catch (cause) {
    throw unreadable(certificate, cause)
  }
}

function unreadable(certificate: string, cause: unknown): UserError {
  const code = 'invalid_params'
  if (certificate.includes('PRIVATE KEY-----')) {
    const hint = 'The certificate comes first, then the key.'
    return new UserError('the first file is a private key.', { code, hint, cause })
  }
  const hint = 'For DER: openssl x509 -inform der -in FILE'
  return new UserError('the certificate is not PEM.', { code, hint, cause })
}

/** The app's domains that it holds for, and that have none: attached here, since Deis does so only when it is told. */
async function servedBy(http: DeisHttp, app: string, cert: DeisCert): Promise<string[]> {
  if (!versions[http.version].isCertNamed) return []
  const [domains, certs] = await Promise.all([listDomains(http, app), listCerts(http)])
  const taken = new Set(certs.flatMap((it) => it.domains))
  return domains
    .map((it) => it.domain)
    .filter((it) => !taken.has(it) && namesOf(cert).some((name) => isFor(name, it)))
}

function isFor(name: string, hostname: string): boolean {
  if (!name.startsWith('*.')) return name === hostname
  return hostname.includes('.') && hostname.slice(hostname.indexOf('.')) === name.slice(1)
}

function namesOf({ common_name, san }: Pick<DeisCert, 'common_name' | 'san'>): string[] {
  return [...new Set([common_name, ...san].filter((it) => it !== ''))]
}

function endpointOf({ url }: DeisHttp, app: string, cert: DeisCert): SniEndpoint {
  const isOwn = cert.issuer === cert.subject
  return {
    id: certName(cert),
    name: certName(cert),
    display_name: null,
    app: appReference(app),
    certificate_chain: '',
    cname: hostOf(url, app),
    domains: cert.domains,
    ssl_cert: {
      id: String(cert.id),
      acm: false,
      'ca_signed?': !isOwn,
      'self_signed?': isOwn,
      cert_domains: namesOf(cert),
      fingerprint: cert.fingerprint,
      issuer: cert.issuer,
      subject: cert.subject,
      // v1 does not tell since when.
      starts_at: cert.starts || cert.created,
      expires_at: cert.expires,
    },
    ...timesOf(cert),
  }
}
