import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LogReader } from '../../../src/controller/logs/log-reader.ts'
import { collect, lineOf, take, textsOf } from './lines.ts'

test('a reader that is too slow is told how many lines it lost, where they are missing', async () => {
  const reader = new LogReader({}, 3)
  for (let i = 1; i <= 10; i++) reader.push(lineOf(String(i)))
  const lines = reader.read()
  const first = [(await lines.next()).value, (await lines.next()).value]
  reader.push(lineOf('11'))
  const note = [(await lines.next()).value, (await lines.next()).value]
  reader.push(lineOf('12'))
  const texts = textsOf([...first, ...note, (await lines.next()).value].filter((it) => it !== undefined))
  assert.deepEqual(texts, [
    '1',
    '2',
    '3',
    'Error L10 (output buffer overflow): 8 messages dropped since 2026-08-01T10:00:00.123Z.',
    '12',
  ])
})

test('it waits for lines that it wants', async () => {
  const reader = new LogReader({ source: 'qp' }, 10)
  const taken = take(reader.read(), 1)
  reader.push(lineOf('not this'))
  reader.push(lineOf('this', { source: 'qp' }))
  assert.deepEqual(textsOf(await taken), ['this'])
})

test('at its end the rest may be read, or not', async () => {
  for (const [now, expected] of [[false, ['a', 'b']] as const, [true, []] as const]) {
    const reader = new LogReader({}, 10)
    reader.push(lineOf('a'))
    reader.push(lineOf('b'))
    reader.end({ now })
    reader.push(lineOf('c'))
    assert.deepEqual(textsOf(await collect(reader.read())), expected)
  }
})
