import type { KeyObject } from 'node:crypto'
import { signCertificate } from './certificate.ts'
import { encodeAuthority, encodeNames } from './signed.ts'
import type { Subject } from './subject.ts'

/** A certificate in DER that vouches for itself, from an hour ago on. */
export function selfSigned(
  key: KeyObject,
  subject: Subject,
  names: readonly string[],
  validity: { now: Date; days: number },
): Uint8Array {
  const extensions = [encodeAuthority(false), encodeNames(names)]
  return signCertificate({ key, subject, extensions, ...validity }, { key, subject })
}
