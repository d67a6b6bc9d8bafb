import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseScript } from '../../../acceptance/runner/parse.ts'

test('a line is a verb and the rest, with its number in the file', () => {
  const { steps } = parseScript('# a comment\n\nexec qp ps\n  ! stdout  ^web  \n')
  assert.deepEqual(steps, [
    { line: 3, text: 'exec qp ps', negated: false, verb: 'exec', rest: 'qp ps' },
    { line: 4, text: '! stdout  ^web', negated: true, verb: 'stdout', rest: '^web' },
  ])
})

test('a backslash goes on in the next line', () => {
  const { steps } = parseScript('exec a \\\n  b \\\n  c\nexec d')
  assert.deepEqual(
    steps.map(({ line, rest }) => [line, rest]),
    [
      [1, 'a b c'],
      [4, 'd'],
    ],
  )
  assert.throws(() => parseScript('exec a \\\n'), /line 1: ends in a backslash/)
})

test('sections at the end are files, byte for byte', () => {
  const { steps, files } = parseScript(
    'exec a\n-- one.txt --\n  first\n\n# no comment\n-- empty --\n-- dir/two --\nx\n',
  )
  assert.equal(steps.length, 1)
  assert.deepEqual(
    [...files],
    [
      ['one.txt', '  first\n\n# no comment\n'],
      ['empty', ''],
      ['dir/two', 'x\n'],
    ],
  )
})

test('a script may be for several dialects, and a line for one', () => {
  const { dialects, steps } = parseScript('dialects platform deis\nexec a\n[deis] ! exec b\n')
  assert.deepEqual(dialects, ['platform', 'deis'])
  assert.deepEqual(
    steps.map(({ dialect, negated, verb, rest }) => [dialect, negated, verb, rest]),
    [
      [undefined, false, 'exec', 'a'],
      ['deis', true, 'exec', 'b'],
    ],
  )
  assert.deepEqual(parseScript('exec a').dialects, ['platform'])
})
