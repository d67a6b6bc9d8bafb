import type { TSchema } from 'typebox'

/** JSON Schema, so far as typebox makes it for what is on the wire. */
interface Schema {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  patternProperties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
}

/** Schemas that have a name of their own, which stands for them. */
export type ShapeNames = ReadonlyMap<unknown, string>

/**
 * A schema as TypeScript would have it.
 *
 * @example
 * renderShape(Type.Object({ url: Type.String(), owner: User }), names) // '{ url: string, owner: User }'
 */
export function renderShape(schema: TSchema, names: ShapeNames): string {
  return names.get(schema) ?? renderBody(schema, names)
}

/** The same of a schema that has a name, in full. */
export function renderBody(schema: TSchema, names: ShapeNames): string {
  const { type, const: constant, enum: values, anyOf, items, properties, patternProperties }: Schema = schema
  if (constant !== undefined) return literal(constant)
  if (values) return values.map(literal).join(' | ')
  if (anyOf) return anyOf.map((it) => renderShape(it, names)).join(' | ')
  if (items) return renderList(renderShape(items, names))
  if (patternProperties) {
    const [value = {}] = Object.values(patternProperties)
    return `{ [name: string]: ${renderShape(value, names)} }`
  }
  if (type === 'object') return renderObject(schema, properties ?? {}, names)
  return type === 'integer' ? 'number' : (type ?? 'unknown')
}

function renderList(item: string): string {
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

function renderObject(
  { required = [] }: Schema,
  properties: Readonly<Record<string, Schema>>,
  names: ShapeNames,
): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${renderShape(schema, names)}`,
  )
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

/** The names among `names` that a schema uses, itself and all that these use. */
export function namesUsedBy(schema: unknown, names: ShapeNames, found: Set<string> = new Set()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found
  const name = names.get(schema)
  if (name !== undefined) {
    if (found.has(name)) return found
    found.add(name)
  }
  for (const part of Object.values(schema)) namesUsedBy(part, names, found)
  return found
}
