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
  sni_endpoint: Type.Null(),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Domain = Static<typeof Domain>

export const DomainCreate = Type.Object({
  hostname: Type.String(),
  sni_endpoint: Type.Optional(Nullable(Type.String())),
})
export type DomainCreate = Static<typeof DomainCreate>
