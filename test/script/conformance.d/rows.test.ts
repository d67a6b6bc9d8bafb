import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseScript } from '../../../acceptance/runner/parse.ts'
import { isMeant, parseTable } from '../../../script/conformance.d/rows.ts'

const text = `exec setup
== apps
exec heroku apps
stdout blog

== teams (out: there are none)
== ps:scale web=2
exec heroku ps:scale
-- file --
== no row
`

test('a table is what comes first, and rows', () => {
  const { setup, rows } = parseTable(text)
  assert.deepEqual([...parseScript(setup).files], [['file', '== no row\n']])
  assert.deepEqual(
    parseScript(setup).steps.map((it) => it.text),
    ['exec setup'],
  )
  assert.deepEqual(
    rows.map(({ name, out }) => [name, out]),
    [
      ['apps', undefined],
      ['teams', 'there are none'],
      ['ps:scale web=2', undefined],
    ],
  )
  assert.deepEqual(
    parseScript(rows[0]?.text ?? '').steps.map((it) => [it.line, it.text]),
    [
      [3, 'exec heroku apps'],
      [4, 'stdout blog'],
    ],
  )
})

test('a row is meant by its name, or by its first words', () => {
  assert.ok(isMeant('ps:scale web=2', []))
  for (const word of ['ps', 'ps:scale', 'ps:scale web=2']) assert.ok(isMeant('ps:scale web=2', [word]), word)
  for (const word of ['p', 'ps:s', 'apps', 'web=2'])
    assert.equal(isMeant('ps:scale web=2', [word]), false, word)
})
