import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { der } from './der.ts'

/** The key's public half as a SubjectPublicKeyInfo. */
export function encodePublicKey(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}

/** What was to be signed, how it was, and the signature: the outermost shape of a certificate and of a request for one. */
export function signAs(body: Uint8Array, key: KeyObject): Uint8Array {
  return der.sequence(body, algorithmOf(key), der.bitString(sign('sha256', body, key)))
}

/** SHA-256 with RSA (RFC 4055) or ECDSA (RFC 5758). */
export function algorithmOf(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType === 'ec') return der.sequence(der.objectId('1.2.840.10045.4.3.2'))
  const none = Uint8Array.of(0x05, 0)
  return der.sequence(der.objectId('1.2.840.113549.1.1.11'), none)
}

/** `subjectAltName`: the names that a certificate holds for, host names or IPv4 addresses. */
export function encodeNames(names: readonly string[]): Uint8Array {
  const list = names.map((name) =>
    isIP(name) === 4
      ? der.contextPrimitive(7, Uint8Array.from(name.split('.').map(Number)))
      : der.contextPrimitive(2, Buffer.from(name)),
  )
  return encodeExtension('2.5.29.17', der.sequence(...list))
}

/** `basicConstraints`: whether it may vouch for others. */
export function encodeAuthority(isAuthority: boolean): Uint8Array {
  const value = isAuthority ? der.sequence(der.boolean(true)) : der.sequence()
  return encodeExtension('2.5.29.19', value, { critical: true })
}

export function encodeExtension(id: string, value: Uint8Array, { critical = false } = {}): Uint8Array {
  const flag = critical ? [der.boolean(true)] : []
  return der.sequence(der.objectId(id), ...flag, der.octetString(value))
}

/** As a file holds it: base64 in lines of 64 (RFC 7468). */
export function toPem(label: 'CERTIFICATE' | 'CERTIFICATE REQUEST', bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
