import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { dataFrame, type Frame } from '../../src/attach/frames.ts'
import { openSessionLink } from '../../src/attach/session-link.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const bytes = dataFrame('stdin', [Buffer.from('hi')])

test('frames that came before anybody listened are heard', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  pair.client.send(bytes)
  const heard: Frame[] = []
  openSessionLink(pair.server, { onFrame: (frame) => heard.push(frame) })
  await until('the frame came', () => heard.length === 1)
})

test('both ends learn that it is over', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const ends = [pair.client, pair.server].map((socket) => openSessionLink(socket, { onFrame: () => {} }))
  ends[0]?.close()
  assert.deepEqual(await Promise.all(ends.map((it) => it.closed)), [
    { code: 1000, reason: '' },
    { code: 1000, reason: '' },
  ])
  ends[1]?.send(bytes)
})

for (const [what, message] of [
  ['text', 'hello'],
  ['an unknown channel', Buffer.from([99])],
  ['nothing', Buffer.alloc(0)],
] as const) {
  test(`${what} is no frame, and ends the session`, { timeout: 120_000 }, async () => {
    await using pair = await webSocketPair()
    const link = openSessionLink(pair.server, { onFrame: () => {} })
    pair.client.resume()
    const closed = once(pair.client, 'close')
    pair.client.send(message)
    assert.equal((await closed)[0], 1002)
    assert.equal((await link.closed).code, 1002)
  })
}

test('a socket that is closed already ends at once', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const closed = once(pair.server, 'close')
  pair.server.terminate()
  await closed
  const link = openSessionLink(pair.server, { onFrame: () => {} })
  assert.deepEqual(await link.closed, { code: 1006, reason: 'closed before the session began' })
})
