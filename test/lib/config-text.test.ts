import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { quoteForPeople, quoteForShell } from '../../src/lib/config-text.ts'

const values = [
  '',
  'plain',
  "it's",
  'a "b" c',
  '$HOME `id` $(id) !x \\n',
  'two\nlines\n\n',
  '\ttab',
  ' spaces ',
  'ünï ☃ 🚂',
  '*?[a-z]{1,2}~;&|<>()#',
  '-n',
  '\u001B[31mred',
  '\r',
]

test('a shell reads back exactly what quoteForShell wrote', () => {
  for (const value of values) {
    const read = execFileSync('sh', ['-c', `A=${quoteForShell(value)}\nprintf '%s' "$A"`])
    assert.deepEqual(read, Buffer.from(value), JSON.stringify(value))
  }
})

test('quoteForPeople is one line that does nothing to a terminal', () => {
  for (const value of values) assert.match(quoteForPeople(value), /^[^\p{Cc}]*$/u)
})

test('quoteForPeople leaves alone what is clear, and quotes what would mislead', () => {
  const cases = [
    ['postgres://u:p@h/db?a=b', 'postgres://u:p@h/db?a=b'],
    ['a "b"', 'a "b"'],
    ['"a"', '"\\"a\\""'],
    ['x ', '"x "'],
    ['a\nb', '"a\\nb"'],
    ['\u001B[2J', '"\\u001b[2J"'],
    ['a\u202Eb\u009Bc', '"a\\u202eb\\u009bc"'],
  ] as const
  for (const [value, text] of cases) assert.equal(quoteForPeople(value), text)
})
