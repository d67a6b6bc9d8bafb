import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinLogLines } from '../../../../src/controller/engine/docker/log-lines.ts'

async function join(entries: ['stdout' | 'stderr', string][]) {
  async function* give() {
    for (const [stream, text] of entries) yield { stream, payload: Buffer.from(text) }
  }
  const lines = []
  for await (const line of joinLogLines(give())) lines.push(line)
  return lines
}

test('a long line is one line, dated by its beginning, though the other stream speaks in between', async () => {
  const lines = await join([
    ['stdout', '2026-08-01T10:00:00.000000001Z begin '],
    ['stderr', '2026-08-01T10:00:00.000000002Z err\n'],
    ['stdout', '2026-08-01T10:00:00.5Z end\r\n'],
  ])
  assert.deepEqual(lines, [
    {
      at: new Date('2026-08-01T10:00:00.000Z'),
      position: '2026-08-01T10:00:00.000000002Z',
      stream: 'stderr',
      text: 'err',
    },
    {
      at: new Date('2026-08-01T10:00:00.000Z'),
      position: '2026-08-01T10:00:00.000000001Z',
      stream: 'stdout',
      text: 'begin end',
    },
  ])
})

test('positions have nine digits, so that they compare as text', async () => {
  const lines = await join([
    ['stdout', '2026-08-01T10:00:00Z a\n'],
    ['stdout', '2026-08-01T10:00:00.12Z b\n'],
  ])
  assert.deepEqual(
    lines.map((it) => it.position),
    ['2026-08-01T10:00:00.000000000Z', '2026-08-01T10:00:00.120000000Z'],
  )
})

test('what never ends is cut, and what has not ended comes last', async () => {
  const part = 'x'.repeat(16 * 1024)
  const lines = await join(Array.from({ length: 5 }, () => ['stdout', `2026-08-01T10:00:00Z ${part}`]))
  assert.deepEqual(
    lines.map((it) => it.text.length),
    [4 * part.length, part.length],
  )
})
