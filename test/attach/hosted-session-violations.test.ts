import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { acknowledgeFrame, dataFrame, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { host } from '../fixtures/hosted-session.ts'
import { localProcess } from '../fixtures/local-process.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const violations: Record<string, Buffer | string> = {
  'text message': 'hello',
  'no such channel: 50': Buffer.of(50),
  "stdout is not the client's to send": dataFrame('stdout', [Buffer.from('x')]),
  'acknowledge of stdout out of range': acknowledgeFrame('stdout', 1),
}

for (const [reason, message] of Object.entries(violations)) {
  test(`a client that breaks the protocol is told why: ${reason}`, { timeout: 120_000 }, async () => {
    await using pair = await webSocketPair()
    const process = localProcess(['sleep', '1000'])
    const session = host(pair, { start: async () => process }).ended
    pair.client.resume()
    pair.client.send(message)
    const [code, why] = await once(pair.client, 'close')
    assert.equal(code, 1002)
    assert.equal(String(why), reason)
    assert.equal((await session).exitCode, 143)
  })
}

test('a client that sends more than the window holds is cut off', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const process = localProcess(['sleep', '1000'])
  const session = host(pair, { start: async () => process }).ended
  pair.client.resume()
  const megabyte = Buffer.alloc(WINDOW_BYTES)
  // The first ones are taken by the pipe and acknowledged; an honest sender would wait for that.
  for (let count = 0; count < 4; count++) pair.client.send(dataFrame('stdin', [megabyte]))
  const [code, why] = await once(pair.client, 'close')
  assert.equal(code, 1002)
  assert.equal(String(why), 'more on stdin than its window holds')
  assert.equal((await session).exitCode, 143)
})
