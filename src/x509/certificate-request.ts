import type { KeyObject } from 'node:crypto'
import { der } from './der.ts'
import { encodeNames, encodePublicKey, signAs } from './signed.ts'
import { encodeSubject, type Subject } from './subject.ts'

/**
 * A request for a certificate (PKCS#10, RFC 2986) in DER, signed with the key that it is for.
 *
 * @param names what the certificate shall hold for
 */
export function certificateRequest(key: KeyObject, subject: Subject, names: readonly string[]): Uint8Array {
  const version = der.integer(Uint8Array.of(0))
  const extensions = der.sequence(
    der.objectId('1.2.840.113549.1.9.14'),
    der.set(der.sequence(encodeNames(names))),
  )
  const body = der.sequence(version, encodeSubject(subject), encodePublicKey(key), der.context(0, extensions))
  return signAs(body, key)
}
