import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEvents } from '../../src/api-client/server-sent-events.ts'

const cases = [
  {
    name: 'data',
    text: 'data: a\n\ndata:b\n\n',
    events: [
      { id: undefined, data: 'a' },
      { id: undefined, data: 'b' },
    ],
  },
  { name: 'lines of one message', text: 'data: a\ndata:  b\n\n', events: [{ id: undefined, data: 'a\n b' }] },
  {
    name: 'ids, which stay',
    text: 'id: 1\ndata: a\n\ndata: b\n\n',
    events: [
      { id: '1', data: 'a' },
      { id: '1', data: 'b' },
    ],
  },
  {
    name: 'comments and unknown fields',
    text: ':\n\n: alive\n\nevent: x\nretry: 3\ndata: a\n\n',
    events: [{ id: undefined, data: 'a' }],
  },
  { name: 'a message without its end', text: 'data: a', events: [] },
  { name: 'empty data', text: 'data\n\n', events: [{ id: undefined, data: '' }] },
]
for (const { name, text, events } of cases) {
  test(`readEvents: ${name}`, async () => {
    const seen: object[] = []
    for await (const event of readEvents(linesOf(text))) seen.push(event)
    assert.deepEqual(seen, events)
  })
}

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n')
}
