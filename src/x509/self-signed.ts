import { type KeyObject, randomBytes } from 'node:crypto'
import { der } from './der.ts'
import { algorithmOf, encodeExtension, encodeNames, encodePublicKey, signAs } from './signed.ts'
import { encodeSubject, type Subject } from './subject.ts'

const dayMs = 86_400_000

/** A certificate (X.509 v3, RFC 5280) in DER that vouches for itself, from an hour ago on. */
export function selfSigned(
  key: KeyObject,
  subject: Subject,
  names: readonly string[],
  { now, days }: { now: Date; days: number },
): Uint8Array {
  const name = encodeSubject(subject)
  // From before now: clocks differ.
  const from = der.time(new Date(now.getTime() - 3_600_000))
  const to = der.time(new Date(now.getTime() + days * dayMs))
  const isNoAuthority = encodeExtension('2.5.29.19', der.sequence(), { critical: true })
  const body = der.sequence(
    der.context(0, der.integer(Uint8Array.of(2))),
    der.integer(randomBytes(16)),
    algorithmOf(key),
    name,
    der.sequence(from, to),
    name,
    encodePublicKey(key),
    der.context(3, der.sequence(isNoAuthority, encodeNames(names))),
  )
  return signAs(body, key)
}
