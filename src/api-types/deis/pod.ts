import { type Static, Type } from 'typebox'
import { DeisTime, DeisUuid } from './reference.ts'

/** One process. Its name ends in random letters: "blog-web-1234567890-abcde". */
export const DeisPod = Type.Object({
  name: Type.String(),
  /** initializing, creating, starting, up, terminating, down, destroyed, crashed, error */
  state: Type.String(),
  /** "v4" */
  release: Type.String(),
  type: Type.String(),
  started: DeisTime,
})
export type DeisPod = Static<typeof DeisPod>

/** `GET /apps/:app/pods/`: no pages. A restart is answered the array alone. */
export const DeisPods = Type.Object({ results: Type.Array(DeisPod), count: Type.Integer() })
export type DeisPods = Static<typeof DeisPods>

/** v1 has containers in their place, in pages: `web.1` is type `web`, num 1. */
export const DeisContainer = Type.Object({
  owner: Type.String(),
  app: Type.String(),
  release: Type.String(),
  created: DeisTime,
  updated: DeisTime,
  uuid: DeisUuid,
  type: Type.String(),
  num: Type.Integer(),
  state: Type.String(),
})
export type DeisContainer = Static<typeof DeisContainer>
