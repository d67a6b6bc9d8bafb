import { type Static, Type } from 'typebox'
import { DeisTime, DeisUuid } from './reference.ts'

export const DeisKey = Type.Object({
  uuid: DeisUuid,
  owner: Type.String(),
  created: DeisTime,
  updated: DeisTime,
  /** Its name. */
  id: Type.String(),
  /** "ssh-ed25519 AAAA… comment" */
  public: Type.String(),
  /** MD5: "aa:bb:…". v1 has none. */
  fingerprint: Type.String(),
})
export type DeisKey = Static<typeof DeisKey>

/** `POST /keys/` */
export const DeisKeyCreate = Type.Object({
  id: Type.Optional(Type.String()),
  public: Type.Optional(Type.String()),
})
export type DeisKeyCreate = Static<typeof DeisKeyCreate>
