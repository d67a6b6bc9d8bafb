import { type Static, Type } from 'typebox'
import { DeisTime } from './reference.ts'

/** A certificate is its owner's, and attached to domains. Neither it nor its key is ever answered. */
export const DeisCert = Type.Object({
  id: Type.Integer(),
  owner: Type.String(),
  /** Those it is attached to. */
  domains: Type.Array(Type.String()),
  san: Type.Array(Type.String()),
  created: DeisTime,
  updated: DeisTime,
  name: Type.String(),
  common_name: Type.String(),
  /** SHA-256: "AA:BB:…" */
  fingerprint: Type.String(),
  expires: DeisTime,
  starts: DeisTime,
  /** "/CN=x" */
  issuer: Type.String(),
  subject: Type.String(),
})
export type DeisCert = Static<typeof DeisCert>

/** `POST /certs/`: PEM texts. By v1 `common_name` in the place of the name. */
export const DeisCertCreate = Type.Object({
  certificate: Type.Optional(Type.String()),
  key: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
})
export type DeisCertCreate = Static<typeof DeisCertCreate>
