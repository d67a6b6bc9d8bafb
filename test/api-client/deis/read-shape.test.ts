import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TSchema, Type } from 'typebox'
import { readShape } from '../../../src/api-client/deis/read-shape.ts'

const Pod = Type.Object({
  name: Type.String(),
  count: Type.Integer(),
  isUp: Type.Boolean({ default: true }),
  tags: Type.Array(Type.String()),
  values: Type.Record(Type.String(), Type.String()),
  build: Type.Union([Type.String(), Type.Null()]),
  url: Type.Optional(Type.String()),
})
const empty = { name: '', count: 0, isUp: true, tags: [], values: {}, build: null }

const answers: { name: string; schema: TSchema; value: unknown; expected: unknown }[] = [
  { name: 'what is missing', schema: Pod, value: {}, expected: empty },
  {
    name: 'null where there is none',
    schema: Pod,
    value: { name: null, tags: null, values: null, build: null },
    expected: empty,
  },
  {
    name: 'fields that are not known',
    schema: Pod,
    value: { name: 'a', color: 'red' },
    expected: { ...empty, name: 'a', color: 'red' },
  },
  {
    name: 'optional fields that are there',
    schema: Pod,
    value: { url: 7 },
    expected: { ...empty, url: '7' },
  },
  {
    name: 'numbers and truth in quotes, and the other way round',
    schema: Pod,
    value: { count: '3', isUp: 'false', values: { N: 1, J: { a: 1 } }, build: 5 },
    expected: { ...empty, count: 3, isUp: false, values: { N: '1', J: '{"a":1}' }, build: '5' },
  },
  {
    name: 'one of several types',
    schema: Type.Array(Type.Union([Type.String(), Type.Number()])),
    value: ['1', 1],
    expected: ['1', 1],
  },
  {
    name: 'a tuple',
    schema: Type.Tuple([Type.Integer(), Type.String()]),
    value: ['0', 'hi'],
    expected: [0, 'hi'],
  },
  { name: 'anything', schema: Type.Unknown(), value: { a: [1] }, expected: { a: [1] } },
]
for (const { name, schema, value, expected } of answers)
  test(`readShape takes ${name}`, () => assert.deepEqual(readShape(schema, value), expected))

const others: { name: string; schema: TSchema; value: unknown }[] = [
  { name: 'a list for an object', schema: Pod, value: [] },
  { name: 'a text for an object', schema: Pod, value: 'hello' },
  { name: 'an object for a list', schema: Type.Array(Pod), value: {} },
  { name: 'a word for a number', schema: Pod, value: { count: 'many' } },
]
for (const { name, schema, value } of others)
  test(`readShape refuses ${name}`, () => assert.throws(() => readShape(schema, value), TypeError))

test('readShape leaves what it was given as it is', () => {
  const given = { values: { N: 1 } }
  readShape(Pod, given)
  assert.deepEqual(given, { values: { N: 1 } })
})

test('nothing at all is no answer', () => {
  for (const value of [undefined, null]) assert.throws(() => readShape(Pod, value), { message: 'no answer' })
})
