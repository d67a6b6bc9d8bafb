import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import type { WebSocket } from 'ws'
import { type BinaryLane, openBinaryLane } from '../../src/attach/binary-lane.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

/** A lane, and what comes by it. */
function laneOf(socket: WebSocket, longest = 1000) {
  const heard: string[] = []
  let begun = ''
  const lane = openBinaryLane(socket, {
    longest,
    onPiece({ bytes, isLast }) {
      begun += bytes.toString('latin1')
      if (!isLast) return
      heard.push(begun)
      begun = ''
    },
  })
  assert.ok(lane, 'ws still shows its stream')
  socket.resume()
  return { lane, heard }
}

test('messages go both ways, past a ws that knows of none', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const [client, server] = [laneOf(pair.client), laneOf(pair.server)]
  let byWs = 0
  for (const socket of [pair.client, pair.server]) socket.on('message', () => byWs++)
  const messages = ['a', 'b'.repeat(500), 'c'.repeat(1000)]
  for (const message of messages) for (const { lane } of [client, server]) lane.send(Buffer.from(message))
  await until('all has come', () => client.heard.length === 3 && server.heard.length === 3)
  assert.deepEqual([client.heard, server.heard], [messages, messages])
  assert.equal(byWs, 0)
})

test('one end may have a lane and the other none', { timeout: 120_000 }, async () => {
  for (const [near, far] of [
    ['client', 'server'],
    ['server', 'client'],
  ] as const) {
    await using pair = await webSocketPair()
    const { lane, heard } = laneOf(pair[near])
    const other: string[] = []
    pair[far].on('message', (data) => other.push(data.toString()))
    pair[far].resume()
    lane.send(Buffer.from('to ws'))
    pair[far].send(Buffer.from('from ws'))
    await until('both have come', () => heard.length === 1 && other.length === 1)
    assert.deepEqual([heard, other], [['from ws'], ['to ws']])
  }
})

test('all else is left to ws, in its order', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const { heard } = laneOf(pair.server, 10)
  for (const event of ['message', 'ping'] as const)
    pair.server.on(event, (data: Buffer) => heard.push(`${event} ${data}`))
  const answered = once(pair.client, 'pong')
  pair.client.resume()
  pair.client.send(Buffer.from('binary'))
  pair.client.send('text')
  pair.client.ping('still there?')
  pair.client.send(Buffer.from('more than ten bytes'))
  pair.client.send(Buffer.from('frag'), { fin: false })
  pair.client.send(Buffer.from('ment'))
  pair.client.send(Buffer.from('end'))
  await until('the last has come', () => heard.includes('end'))
  assert.deepEqual(heard, [
    'binary',
    'message text',
    'ping still there?',
    'message more than ten bytes',
    'message fragment',
    'end',
  ])
  assert.equal(String(await answered), 'still there?')
})

test('a close is heard with its reason, and answered', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const { lane } = laneOf(pair.client)
  const { heard } = laneOf(pair.server)
  const closed = Promise.all([once(pair.client, 'close'), once(pair.server, 'close')])
  lane.send(Buffer.from('last words'))
  pair.client.close(4000, 'enough')
  const ends = (await closed).map(([code, reason]) => `${code} ${reason}`)
  assert.deepEqual(ends, ['4000 enough', '4000 enough'])
  assert.deepEqual(heard, ['last words'])
})

test('whoever breaks the protocol is shown out by ws', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const { heard } = laneOf(pair.server)
  const failed = once(pair.server, 'error')
  const closed = new Promise((resolve) => pair.server.once('close', resolve))
  pair.client.resume()
  // Clients mask: this one writes as a server does.
  const stream = (pair.client as unknown as { _socket: NodeJS.WritableStream })._socket
  stream.write(Buffer.from([0x82, 1, 97, 0x82, 1, 98]))
  assert.match(String((await failed)[0]), /MASK must be set/)
  assert.equal(await closed, 1006)
  assert.deepEqual(heard, [])
})

test('there is none for a websocket that is closed', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const closed = once(pair.server, 'close')
  pair.server.terminate()
  await closed
  const lane: BinaryLane | undefined = openBinaryLane(pair.server, { longest: 1, onPiece: () => {} })
  assert.equal(lane, undefined)
})
