import type { KeyObject } from 'node:crypto'
import { type Issuer, signCertificate } from './certificate.ts'
import { der } from './der.ts'
import { encodeAuthority, encodeExtension, encodeNames } from './signed.ts'

/** keyCertSign and cRLSign (RFC 5280 4.2.1.3), the last bit of the byte unused. */
const signsCertificates = Uint8Array.of(0b0000_0110)

/** The certificate of an authority, in DER: it vouches for itself and for those that it signs. */
export function authorityCertificate(issuer: Issuer, validity: { now: Date; days: number }): Uint8Array {
  const usage = encodeExtension('2.5.29.15', der.bitString(signsCertificates, 1), { critical: true })
  const extensions = [encodeAuthority(true), usage]
  return signCertificate({ ...issuer, extensions, ...validity }, issuer)
}

/** A server's certificate by an authority, in DER. */
export function issueCertificate(
  issuer: Issuer,
  { key, names, ...validity }: { key: KeyObject; names: readonly string[]; now: Date; days: number },
): Uint8Array {
  const subject = [['CN', names[0] ?? ''] as const]
  const extensions = [encodeAuthority(false), encodeNames(names)]
  return signCertificate({ key, subject, extensions, ...validity }, issuer)
}
