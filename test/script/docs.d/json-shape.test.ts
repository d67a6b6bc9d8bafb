import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type TSchema, Type } from 'typebox'
import { namesUsedBy, renderBody, renderShape } from '../../../script/docs.d/json-shape.ts'

const Owner = Type.Object({ email: Type.String() })
const App = Type.Object({ name: Type.String(), owner: Owner })
const names = new Map<unknown, string>([
  [App, 'App'],
  [Owner, 'Owner'],
])

suite('a schema as TypeScript would have it', () => {
  const cases: [string, TSchema][] = [
    ['string', Type.String({ format: 'date-time' })],
    ['number', Type.Integer()],
    ['boolean', Type.Boolean()],
    ['null', Type.Null()],
    ['{}', Type.Object({})],
    ['{ a: string, b?: number }', Type.Object({ a: Type.String(), b: Type.Optional(Type.Number()) })],
    [
      '{ [name: string]: string | null }',
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
    ],
    [`'one' | 2`, Type.Union([Type.Literal('one'), Type.Literal(2)])],
    [`('a' | 'b')[]`, Type.Array(Type.Enum(['a', 'b']))],
    ['App[]', Type.Array(App)],
    ['{ app: App, dynos: string[] }', Type.Object({ app: App, dynos: Type.Array(Type.String()) })],
  ]
  for (const [expected, schema] of cases) {
    test(expected, () => {
      assert.equal(renderShape(schema, names), expected)
    })
  }
})

test('what has a name is told in full where that is asked for', () => {
  assert.equal(renderBody(App, names), '{ name: string, owner: Owner }')
})

test('a name that is used brings those that it uses', () => {
  assert.deepEqual([...namesUsedBy(Type.Array(App), names)], ['App', 'Owner'])
  assert.deepEqual([...namesUsedBy([Owner], names)], ['Owner'])
})
