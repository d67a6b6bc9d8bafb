import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { suite, test } from 'node:test'
import { parseEnv } from 'node:util'
import {
  configVarsOf,
  mergeConfigVars,
  parseConfigLines,
  renderConfigLine,
} from '../../src/lib/config-lines.ts'

const parse = (text: string) => configVarsOf(parseConfigLines(text))

const awkward = [
  '',
  ' ',
  'plain',
  'two words',
  ' edges ',
  "it's",
  '"so"',
  `it's "so"`,
  '`back`',
  `all ' " \` three`,
  '$HOME $' + '{A} $(b)',
  '\\',
  'C:\\new\\table',
  'a\\',
  'one\ntwo',
  '\nfirst',
  'last\n',
  '\n',
  'a\r\nb',
  'tab\there',
  '# no comment',
  'a #b',
  'a=b=c',
  "'",
  '"',
  '!',
  'é…🙂',
  '\u2028',
  '-----BEGIN KEY-----\nMIIE+/=\n-----END KEY-----\n',
]

suite('what is rendered is read back', () => {
  for (const value of awkward)
    test(JSON.stringify(value), () => {
      assert.deepEqual(parse(renderConfigLine('KEY', value)), { KEY: value })
      assert.deepEqual(parse(`A=1\n${renderConfigLine('KEY', value)}\nB=2\n`), { A: '1', KEY: value, B: '2' })
    })
})

test('a shell reads it as well', () => {
  for (const value of awkward.filter((it) => !it.endsWith('\n'))) {
    const script = `${renderConfigLine('KEY', value)}\nprintf %s "$KEY"`
    assert.equal(execFileSync('sh', ['-c', script], { encoding: 'utf8' }), value)
  }
})

test('so do readers of .env, but for what none of their quotes can hold', () => {
  const tooMuch = (value: string) => value.includes("'") && /["\\$`!]/.test(value)
  const readable = awkward.filter((it) => !tooMuch(it) && !it.includes('\r') && it !== '\\' && it !== 'a\\')
  for (const value of readable)
    assert.deepEqual({ ...parseEnv(renderConfigLine('KEY', value)) }, { KEY: value })
})

suite('what people write is understood', () => {
  const cases: [string, Record<string, string>][] = [
    ['', {}],
    ['# nothing\n\n   \n  # here', {}],
    ['A=1', { A: '1' }],
    ['export A=1\n  export   B = 2  \n', { A: '1', B: '2' }],
    ['A=two words  # a comment', { A: 'two words' }],
    ['A=https://example.com/#top', { A: 'https://example.com/#top' }],
    ['A=\nB=', { A: '', B: '' }],
    ['A=1\r\nB="two"\r\n# c\r\n', { A: '1', B: 'two' }],
    ['A="one\\ntwo \\"three\\" \\$x \\d"', { A: 'one\ntwo "three" $x \\d' }],
    ["A='$HOME \\n' # a comment", { A: '$HOME \\n' }],
    ["A='it'\\''s'", { A: "it's" }],
    ['A="one"two', { A: 'onetwo' }],
    ['A="one\n# two\nB=3"\nC=4', { A: 'one\n# two\nB=3', C: '4' }],
    ['A=`it\'s "so"`', { A: 'it\'s "so"' }],
    ['A=1\nA=2', { A: '2' }],
    ['\uFEFFA=1', { A: '1' }],
    ['A.b-c=1', { 'A.b-c': '1' }],
  ]
  for (const [text, expected] of cases)
    test(JSON.stringify(text), () => assert.deepEqual(parse(text), expected))
})

suite('what is no line is refused by its number, without being shown', () => {
  const cases: [string, string][] = [
    ['A=1\nsecret\n', "line 2 can't be understood: it is no KEY=value and no comment."],
    ['=secret', "line 1 can't be understood: it is no KEY=value and no comment."],
    ['A=1\n\nB="secret\n', "line 3 can't be understood: a quote is not closed."],
    ['A="one" secret', "line 1 can't be understood: something stands behind the quotes."],
    ["A='one\ntwo", "line 1 can't be understood: a quote is not closed."],
  ]
  for (const [text, message] of cases)
    test(JSON.stringify(text), () => assert.throws(() => parse(text), { code: 'not_config_vars', message }))
})

test('a text takes other values, and keeps its comments, its order and what is as it was', () => {
  const lines = parseConfigLines("# mine\nexport B='2'\n\nA=1 # one\nC=3\n")
  assert.equal(
    mergeConfigVars(lines, { A: '1', B: 'two words', D: '4' }),
    "# mine\nB='two words'\n\nA=1 # one\nC=3\nD=4\n",
  )
  assert.equal(mergeConfigVars([], {}), '')
})
