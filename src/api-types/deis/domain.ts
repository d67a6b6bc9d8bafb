import { type Static, Type } from 'typebox'
import { DeisTime } from './reference.ts'

export const DeisDomain = Type.Object({
  owner: Type.String(),
  created: DeisTime,
  updated: DeisTime,
  app: Type.String(),
  /** Without a dot it is a name in the controller's own domain: "blog". */
  domain: Type.String(),
})
export type DeisDomain = Static<typeof DeisDomain>

/** `POST /apps/:app/domains/`, and `POST /certs/:name/domain/`. */
export const DeisDomainName = Type.Object({ domain: Type.Optional(Type.String()) })
export type DeisDomainName = Static<typeof DeisDomainName>
