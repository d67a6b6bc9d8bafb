import { createHash, X509Certificate } from 'node:crypto'
import { problem } from './problem.ts'

/** A certificate of an app, with its private key. The key goes to the router and to nobody else. */
export interface Certificate {
  id: string
  appId: string
  /** Unique in its app. */
  name: string
  /** PEM: the certificate itself, then those that vouch for it. */
  chain: string
  /** PEM, not encrypted. */
  privateKey: string
  /** Made and renewed by the controller. */
  isAutomatic: boolean
  /** The number of the user's certificate that it is a copy of. */
  copyOf?: number
  createdAt: Date
  updatedAt: Date
}

/** What can be read in a certificate. */
export interface CertificateFacts {
  /** The names it holds for: `www.example.com`, `*.example.com`. */
  names: string[]
  /** `/C=DE/CN=www.example.com` */
  subject: string
  issuer: string
  startsAt: Date
  expiresAt: Date
  /** Nobody but itself vouches for it. */
  isSelfSigned: boolean
  /** SHA-256, as `AB:CD:…`. */
  fingerprint: string
}

/** Of the first certificate in a PEM text. */
export function readCertificate(chain: string): CertificateFacts {
  const certificate = new X509Certificate(chain)
  const { subject, issuer, raw } = certificate
  return {
    names: namesOf(certificate),
    subject: onOneLine(subject),
    issuer: onOneLine(issuer),
    startsAt: certificate.validFromDate,
    expiresAt: certificate.validToDate,
    isSelfSigned: subject === issuer,
    fingerprint: (createHash('sha256').update(raw).digest('hex').toUpperCase().match(/../g) ?? []).join(':'),
  }
}

/** Whether a client that asks for the name and trusts the issuer is content. `*.` stands for one label (RFC 6125 6.4.3). */
export function holdsFor(names: readonly string[], hostname: string): boolean {
  return names.includes(hostname) || names.includes(hostname.replace(/^[^.]+/, '*'))
}

/** Whether browsers go on: somebody vouches for it, now. */
export function isTrustworthy({ isSelfSigned, startsAt, expiresAt }: CertificateFacts, now: Date): boolean {
  return !isSelfSigned && startsAt <= now && now < expiresAt
}

const nameForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Throws `invalid_params` where it can't be a certificate's name. */
export function checkCertificateName(name: string): string {
  if (nameForm.test(name)) return name
  throw problem(
    'invalid_params',
    `${JSON.stringify(name)} can't name a certificate. Use lower-case letters, digits and dashes, such as www-example-com.`,
    { reason: 'certificate_name_format' },
  )
}

/** `DNS:a.b, DNS:"x"` → a.b; without any the common name, which old certificates have their host in. */
function namesOf(certificate: X509Certificate): string[] {
  const listed = [...(certificate.subjectAltName ?? '').matchAll(/DNS:([^,"\s]+)/g)].map((it) => it[1] ?? '')
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? ''
  const names = listed.length > 0 ? listed : [common]
  return [...new Set(names.map((it) => it.toLowerCase()))].filter((it) => hostForm.test(it))
}

const hostForm = /^(\*\.)?([a-z0-9_-]+\.)*[a-z0-9_-]+$/

function onOneLine(distinguishedName: string | undefined): string {
  return (distinguishedName ?? '')
    .split('\n')
    .filter((it) => it !== '')
    .map((it) => `/${it}`)
    .join('')
}
