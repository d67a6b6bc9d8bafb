import { type Static, Type } from 'typebox'
import { Nullable } from './reference.ts'

const Pairs = Type.Record(Type.String(), Type.String())

/** `GET /apps/:app/tags`: the app's tags, and the machines there are; dynos go to those that have all of them. */
export const Tags = Type.Object({
  tags: Pairs,
  nodes: Type.Array(Type.Object({ name: Type.String(), tags: Pairs, matches: Type.Boolean() })),
})
export type Tags = Static<typeof Tags>

/** `GET /apps/:app/labels` */
export const Labels = Pairs
export type Labels = Static<typeof Labels>

/** `PATCH` of either: null takes one away, what is not named stays. */
export const PairsUpdate = Type.Record(Type.String(), Nullable(Type.String()))
export type PairsUpdate = Static<typeof PairsUpdate>
