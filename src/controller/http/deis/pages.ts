import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'

export const PageQuery = Type.Object({
  limit: Type.Optional(Type.String({ pattern: '^[0-9]+$' })),
  offset: Type.Optional(Type.String({ pattern: '^[0-9]+$' })),
})
export type PageQuery = Static<typeof PageQuery>

export interface Page<T> {
  count: number
  next: string | null
  previous: string | null
  results: T[]
}

const usualLimit = 100

/** The part of a list that `?limit=` and `?offset=` ask for, with the addresses of the parts around it (Django REST's LimitOffset). */
export function pageOf<T>(request: FastifyRequest, items: readonly T[]): Page<T> {
  const { limit: asked, offset: from } = (request.query ?? {}) as PageQuery
  const limit = Number(asked ?? usualLimit) || usualLimit
  const offset = Number(from ?? 0)
  return {
    count: items.length,
    next: offset + limit < items.length ? addressOf(request, limit, offset + limit) : null,
    previous: offset > 0 ? addressOf(request, limit, offset - limit) : null,
    results: items.slice(offset, offset + limit),
  }
}

function addressOf(request: FastifyRequest, limit: number, offset: number): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`)
  url.searchParams.set('limit', String(limit))
  if (offset > 0) url.searchParams.set('offset', String(offset))
  else url.searchParams.delete('offset')
  return url.href
}
