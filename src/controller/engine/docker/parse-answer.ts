import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'

/** Docker's JSON, checked where it comes in. Only the fields that are read are named; what Docker adds is let through. */
export function parseAnswer<T extends TSchema>(schema: T, answer: unknown): Static<T> {
  if (Value.Check(schema, answer)) return answer
  const first = Value.Errors(schema, answer)[0]
  throw new Error(
    `Docker's answer is not as documented: ${first?.instancePath ?? ''} ${first?.message ?? ''}`,
  )
}
