import { type KeyObject, randomBytes } from 'node:crypto'
import { der } from './der.ts'
import { algorithmOf, encodePublicKey, signAs } from './signed.ts'
import { encodeSubject, type Subject } from './subject.ts'

const dayMs = 86_400_000

export interface CertificateContents {
  /** Whose it is: its public half is what counts. */
  key: KeyObject
  subject: Subject
  extensions: readonly Uint8Array[]
  now: Date
  days: number
}

/** Who vouches for it. */
export interface Issuer {
  key: KeyObject
  subject: Subject
}

/** A certificate (X.509 v3, RFC 5280) in DER, good from an hour ago on. */
export function signCertificate(contents: CertificateContents, issuer: Issuer): Uint8Array {
  const { now, days } = contents
  // From before now: clocks differ.
  const from = der.time(new Date(now.getTime() - 3_600_000))
  const to = der.time(new Date(now.getTime() + days * dayMs))
  const body = der.sequence(
    der.context(0, der.integer(Uint8Array.of(2))),
    der.integer(randomBytes(16)),
    algorithmOf(issuer.key),
    encodeSubject(issuer.subject),
    der.sequence(from, to),
    encodeSubject(contents.subject),
    encodePublicKey(contents.key),
    der.context(3, der.sequence(...contents.extensions)),
  )
  return signAs(body, issuer.key)
}
