import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../domain/problem.ts'

interface Range {
  order: 'asc' | 'desc'
  max: number
  /** The first value wanted, for the page after another. */
  from: string | undefined
}

const defaultMax = 200
const maximumMax = 1000

/**
 * Answers a page of a list by the request's `Range` header, as the Platform API does: `version ..; max=15, order=desc`.
 * Where there is more, `Next-Range` says what to send as `Range` for it, and the status is 206.
 *
 * @param key what the list is sorted by; must be unique
 */
export function paginate<T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: T[],
  key: keyof T & string,
): T[] {
  const { order, max, from } = parseRange(request.headers.range)
  const sorted = items.toSorted((a, b) => compare(a[key], b[key]) * (order === 'desc' ? -1 : 1))
  const isAfter = (item: T) =>
    from === undefined || compareText(item[key], from) * (order === 'desc' ? -1 : 1) >= 0
  const rest = sorted.filter(isAfter)
  return pageOf(reply, rest, { key, order, max })
}

/** The same of a list that is sorted by numbers and too long to be read whole; `read` gets where the page begins, and no more than it needs. */
export async function paginateNumbered<T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  key: keyof T & string,
  read: (page: { from: number | undefined; order: Range['order']; most: number }) => Promise<T[]>,
): Promise<T[]> {
  const { order, max, from } = parseRange(request.headers.range)
  const number = from === undefined ? undefined : Number(from)
  const isNone = number !== undefined && !Number.isSafeInteger(number)
  const rest = isNone ? [] : await read({ from: number, order, most: max + 1 })
  return pageOf(reply, rest, { key, order, max })
}

function pageOf<T extends object>(
  reply: FastifyReply,
  rest: T[],
  { key, order, max }: { key: keyof T & string; order: Range['order']; max: number },
): T[] {
  const next = rest[max]
  if (next) reply.code(206).header('next-range', `${key} ${String(next[key])}..; max=${max}, order=${order}`)
  reply.header('accept-ranges', key)
  return rest.slice(0, max)
}

function parseRange(header: string | undefined): Range {
  const text = header ?? ''
  const max = /max=(\d+)/.exec(text)?.[1]
  const from = /^\s*\S+\s+([^.\]\s;][^\s;]*?)\.\./.exec(text)?.[1]
  if (max !== undefined && Number(max) < 1)
    throw problem('invalid_params', `Invalid Range: ${text}. max must be at least 1.`)
  return {
    order: /order=desc/.test(text) ? 'desc' : 'asc',
    max: Math.min(Number(max ?? defaultMax), maximumMax),
    from,
  }
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

function compareText(value: unknown, text: string): number {
  return typeof value === 'number' ? compare(value, Number(text)) : compare(value, text)
}
