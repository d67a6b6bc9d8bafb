import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harmless, harmlessChunks, harmlessJson } from '../../src/lib/harmless-text.ts'

for (const [what, text, shown] of [
  ['plain text', 'Wärme\tund "mehr"\nin Zeilen\r\n', 'Wärme\tund "mehr"\nin Zeilen\r\n'],
  ['colours', '\u001b[1;31mred\u001b[39m \u001b[38:5:9mtoo\u001b[0m', undefined],
  ['the title of a window', '\u001b]0;evil\u0007', '^[]0;evil^G'],
  ['what erases', 'no\u001b[2K\u001b[1Ayes', 'no^[[2K^[[1Ayes'],
  ['what overwrites its line', 'failed\rdone', 'failed^Mdone'],
  ['controls of eight bits', '\u009b2J\u007f', 'M-^[2J^?'],
] as const) {
  test(`${what}: shown so that it steers no terminal`, () => {
    assert.equal(harmless(text), shown ?? text)
  })
}

test('the same wherever a stream breaks off', async () => {
  const text = 'é\u001b[31mred\u001b[0m\r\n\u001b[2Jgone\rover\u001b'
  const bytes = Buffer.from(text)
  for (let at = 0; at <= bytes.length; at++) {
    const shown: string[] = []
    async function* pieces() {
      yield bytes.subarray(0, at)
      yield bytes.subarray(at)
    }
    for await (const chunk of harmlessChunks(pieces())) shown.push(chunk)
    assert.equal(shown.join(''), harmless(text), `${at}`)
  }
})

test('JSON stays the same JSON', () => {
  const value = { 'a\u009b': 'b\u007f\u001b' }
  const json = harmlessJson(JSON.stringify(value))
  assert.match(json, /^[ -~]+$/)
  assert.deepEqual(JSON.parse(json), value)
})
