import { type Static, Type } from 'typebox'
import { Named, Nullable, Timestamp } from './reference.ts'

export const Domain = Type.Object({
  id: Type.String(),
  app: Named,
  hostname: Type.String(),
  kind: Type.Union([Type.Literal('heroku'), Type.Literal('custom')]),
  cname: Nullable(Type.String()),
  status: Type.String(),
  acm_status: Nullable(Type.String()),
  acm_status_reason: Nullable(Type.String()),
  sni_endpoint: Nullable(Named),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Domain = Static<typeof Domain>

export const DomainCreate = Type.Object({
  hostname: Type.String(),
  /** The certificate's name or id; null or left out: one of the app's that holds for it, if there is one. */
  sni_endpoint: Type.Optional(Nullable(Type.String())),
})
export type DomainCreate = Static<typeof DomainCreate>

/** The certificate's name or id; null: none. */
export const DomainUpdate = Type.Object({ sni_endpoint: Nullable(Type.String()) })
export type DomainUpdate = Static<typeof DomainUpdate>
