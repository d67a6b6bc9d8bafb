import type { Static, TSchema } from 'typebox'
import { neededFields } from './needed-fields.ts'

/** The part of JSON Schema that src/api-types/deis is written in. */
interface Shape {
  type?: string
  properties?: Record<string, Shape>
  required?: readonly string[]
  patternProperties?: Record<string, Shape>
  items?: Shape | readonly Shape[]
  anyOf?: readonly Shape[]
  default?: unknown
}

/**
 * An answer as its schema has it, so that nothing behind this border meets a field that is not there: what is missing is the schema's
 * default, null, or the empty value of its type; a number in quotes is one; fields that are not known stay. Throws a TypeError for
 * what is something else altogether, and where something is missing that all hangs on (`neededFields`).
 */
export function readShape<S extends TSchema>(schema: S, value: unknown): Static<S> {
  if (value === undefined || value === null) throw missing('answer')
  return read(schema as Shape, value) as Static<S>
}

function read(shape: Shape, value: unknown): unknown {
  if (shape.anyOf) return readOneOf(shape.anyOf, value)
  if (value === undefined || value === null) return shape.default ?? emptyOf(shape)
  if (shape.type === 'object') return readObject(shape, value)
  if (shape.type === 'array') return readArray(shape, value)
  return readScalar(shape, value)
}

function readOneOf(shapes: readonly Shape[], value: unknown): unknown {
  const isNullable = shapes.some((it) => it.type === 'null')
  if (value === undefined || value === null) return isNullable ? null : read(shapes[0] ?? {}, value)
  const others = shapes.filter((it) => it.type !== 'null')
  return read(others.find((it) => isOf(it, value)) ?? others[0] ?? {}, value)
}

function isOf({ type }: Shape, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  return type === undefined || typeof value === type
}

function emptyOf(shape: Shape): unknown {
  if (shape.type === 'object') return readObject(shape, {})
  if (shape.type === 'array') return []
  if (shape.type === 'string') return ''
  if (shape.type === 'boolean') return false
  return shape.type === 'number' || shape.type === 'integer' ? 0 : null
}

function readObject(shape: Shape, value: unknown): object {
  const { properties = {}, required = [], patternProperties } = shape
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unexpected('an object', value)
  const entries = Object.entries(value)
  const [ofAll] = Object.values(patternProperties ?? {})
  if (ofAll) return Object.fromEntries(entries.map(([key, item]) => [key, read(ofAll, item)]))
  const given = new Map<string, unknown>(entries)
  const lacking = neededFields(shape).find((key) => given.get(key) === undefined || given.get(key) === null)
  if (lacking !== undefined) throw missing(lacking)
  const known = Object.entries(properties)
    .filter(([key]) => given.has(key) || required.includes(key))
    .map(([key, shape]) => [key, read(shape, given.get(key))])
  return { ...value, ...Object.fromEntries(known) }
}

function readArray({ items = {} }: Shape, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw unexpected('a list', value)
  if ('length' in items) {
    if (value.length < items.length) throw unexpected(`a list of ${items.length}`, value)
    return items.map((shape, at) => read(shape, value[at]))
  }
  return value.map((item) => read(items, item))
}

function readScalar({ type }: Shape, value: unknown): unknown {
  const isObject = typeof value === 'object'
  if (type === 'string') return isObject ? JSON.stringify(value) : String(value)
  if (type === 'boolean') return value === true || value === 'true'
  if (type !== 'number' && type !== 'integer') return value
  const number = Number(value)
  if (isObject || Number.isNaN(number)) throw unexpected('a number', value)
  return number
}

function missing(what: string): TypeError {
  return new TypeError(`no ${what}`)
}

function unexpected(what: string, value: unknown): TypeError {
  return new TypeError(`${what} was expected, not ${JSON.stringify(value).slice(0, 40)}`)
}
