import { Type } from 'typebox'

// The Deis controller API as clients and controllers have it on the wire: v2.3, with what Hephy adds to it as optional fields.
// What v1 (1.7) has in place of a v2 resource stands beside that.

/** `2026-11-22T21:48:30Z` */
export const DeisTime = Type.String({ description: 'a time in UTC' })

/** v4, with dashes. */
export const DeisUuid = Type.String()

/** Config vars, limits, tags: strings, whatever was sent. */
export const DeisPairs = Type.Record(Type.String(), Type.String())

/** What is sent to change them: null takes one away, what is not named stays. */
export const DeisPairsUpdate = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
)
