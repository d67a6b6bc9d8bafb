import { type Static, type TSchema, Type } from 'typebox'

/** A list in pages: `?limit=N&offset=M` by v2, `?page_size=N&page=M` by v1. `next` and `previous` are whole addresses. */
export const DeisPage = <T extends TSchema>(item: T) =>
  Type.Object({
    count: Type.Integer(),
    next: Type.Union([Type.String(), Type.Null()]),
    previous: Type.Union([Type.String(), Type.Null()]),
    results: Type.Array(item),
  })

export interface DeisPage<T> {
  count: number
  next: string | null
  previous: string | null
  results: T[]
}

/** Asked for by all lists that have pages. */
export const DeisPageQuery = Type.Object({
  limit: Type.Optional(Type.String()),
  offset: Type.Optional(Type.String()),
})
export type DeisPageQuery = Static<typeof DeisPageQuery>
