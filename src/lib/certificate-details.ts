import type { SniEndpoint } from '../api-types/sni-endpoint.ts'
import { describeEnd } from '../words/certificate-end.ts'
import type { Colours } from './colour.ts'
import { renderFields } from './layout.ts'

/** A certificate for people, as Heroku shows one. */
export function renderCertificate(
  { name, ssl_cert: cert, domains }: SniEndpoint,
  colours: Colours,
  { showDomains = false } = {},
): string {
  const fields = {
    Name: name,
    'Common Name(s)': cert.cert_domains,
    'Expires At': formatTime(cert.expires_at),
    Issuer: cert.issuer,
    'Starts At': formatTime(cert.starts_at),
    Subject: cert.subject,
    Fingerprint: cert.fingerprint,
    'Domain(s)': showDomains ? domains : undefined,
  }
  return `${renderFields(fields, colours)}\n${trustOf(cert)}`
}

/** `2027-02-01 00:00 UTC`; nothing for what is no time. */
export function formatTime(iso: string): string {
  if (Number.isNaN(Date.parse(iso))) return ''
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** What is to be done about a certificate that expires within two weeks or has; undefined while there is nothing. */
export function describeExpiry({ name, ssl_cert: cert }: SniEndpoint, now: Date): string | undefined {
  const end = describeEnd(Date.parse(cert.expires_at) - now.getTime())
  if (end === undefined) return undefined
  const next = cert.acm ? '`qp certs:auto` says why.' : `\`qp certs:update ${name} CRT KEY\` replaces it.`
  return `${name} ${end}. ${next}`
}

function trustOf(cert: SniEndpoint['ssl_cert']): string {
  return cert['self_signed?']
    ? 'SSL certificate is self signed.'
    : 'SSL certificate is signed by an authority.'
}
