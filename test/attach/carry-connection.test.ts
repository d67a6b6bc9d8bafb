import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { carryConnection } from '../../src/attach/carry-connection.ts'
import { closeFrame, dataFrame, resizeFrame, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { HEARTBEAT } from '../../src/attach/heartbeat.ts'
import { closeCodes } from '../../src/attach/session-link.ts'
import { tcpPair } from '../fixtures/tcp-pair.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const timeout = 120_000
const over = { code: closeCodes.over, reason: '' }

/** `near` and `far` talk to each other through two ends and a websocket between them. */
async function carried(t: TestContext, heartbeat = HEARTBEAT) {
  const pair = await webSocketPair()
  t.after(() => pair[Symbol.asyncDispose]())
  const [near, here] = await tcpPair(t)
  const [there, far] = await tcpPair(t)
  const ends = [
    carryConnection({ socket: pair.client, connection: here, sends: 'stdin', heartbeat }),
    carryConnection({ socket: pair.server, connection: there, sends: 'stdout', heartbeat }),
  ]
  return { pair, near, far, here, there, ends, closed: Promise.all(ends.map((it) => it.closed)) }
}

test('bytes arrive both ways, and both ends learn that it is over', { timeout }, async (t) => {
  const { near, far, closed } = await carried(t)
  const [sent, answer] = [randomBytes(3_000_000), randomBytes(5_000_000)]
  const both = Promise.all([buffer(far), buffer(near)])
  near.end(sent)
  far.end(answer)
  const [arrived, came] = await both
  assert.ok(arrived.equals(sent))
  assert.ok(came.equals(answer))
  assert.deepEqual(await closed, [over, over])
})

test('one direction ends, and the other goes on', { timeout }, async (t) => {
  const { near, far, closed } = await carried(t)
  near.end('question')
  assert.equal(await text(far), 'question')
  far.write('first ')
  assert.equal(String((await once(near, 'data'))[0]), 'first ')
  const rest = text(near)
  far.end('last')
  assert.equal(await rest, 'last')
  assert.deepEqual(await closed, [over, over])
})

test('what is said in the same breath as the end arrives, also from the end that listens last', {
  timeout,
}, async (t) => {
  const { near, far, closed } = await carried(t)
  near.end('bye')
  far.end('bye too')
  assert.deepEqual(await Promise.all([text(near), text(far)]), ['bye too', 'bye'])
  assert.deepEqual(await closed, [over, over])
})

for (const [who, to] of [
  ['near', 'far'],
  ['far', 'near'],
] as const) {
  test(`a reset of the ${who} end is a reset of the other, and no end`, { timeout }, async (t) => {
    const ends = await carried(t)
    ends[who].write('part')
    await once(ends[to], 'data')
    const broken = once(ends[to], 'error')
    ends[who].resetAndDestroy()
    assert.equal((await broken)[0].code, 'ECONNRESET')
    assert.deepEqual(
      (await ends.closed).map((it) => it.code),
      [closeCodes.cut, closeCodes.cut],
    )
  })

  test(`what the ${to} end does not read is held up, by no more than windows`, { timeout }, async (t) => {
    // Pings go through meanwhile: a reader that stalls is no peer that is gone.
    const ends = await carried(t, { ...HEARTBEAT, pingEvery: 20 })
    const { here, there } = ends
    const data = randomBytes(40_000_000)
    ends[who].end(data)
    const [reading, writing] = who === 'near' ? [here, there] : [there, here]
    await until('it stalls', () => reading.isPaused() && reading.bytesRead > WINDOW_BYTES)
    await heartbeats(ends.pair.client, 10)
    const held = reading.bytesRead - (writing.bytesWritten - writing.writableLength)
    assert.ok(held < 3 * WINDOW_BYTES, `${held} bytes are held`)
    assert.ok(reading.bytesRead < data.length / 2)
    const arrived = buffer(ends[to])
    ends[to].end()
    assert.ok((await arrived).equals(data))
    assert.deepEqual(await ends.closed, [over, over])
  })
}

function heartbeats(socket: { on(name: 'pong', listener: () => void): unknown }, count: number) {
  let heard = 0
  socket.on('pong', () => {
    heard += 1
  })
  return until('pongs come', () => heard >= count)
}

test('a websocket that breaks resets both ends', { timeout }, async (t) => {
  const { pair, near, far } = await carried(t)
  near.write('part')
  await once(far, 'data')
  const broken = Promise.all([once(near, 'error'), once(far, 'error')])
  near.resume()
  pair.client.terminate()
  assert.deepEqual(
    (await broken).map(([error]) => error.code),
    ['ECONNRESET', 'ECONNRESET'],
  )
})

test('one that is told to close resets both ends, with the reason', { timeout }, async (t) => {
  const { near, far, ends, closed } = await carried(t)
  const broken = Promise.all([resetOf(near), resetOf(far)])
  ends[1]?.close(closeCodes.forbidden, 'no longer')
  await broken
  const forbidden = { code: closeCodes.forbidden, reason: 'no longer' }
  assert.deepEqual(await closed, [forbidden, forbidden])
})

async function resetOf(socket: Socket): Promise<void> {
  socket.resume()
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'ECONNRESET')
}

test('a connection that was gone before anybody carried it is cut', { timeout }, async (t) => {
  await using pair = await webSocketPair()
  const [connection] = await tcpPair(t)
  connection.destroy()
  const { closed } = carryConnection({ socket: pair.server, connection, sends: 'stdout' })
  pair.client.resume()
  assert.equal((await closed).code, closeCodes.cut)
})

for (const [what, frame] of [
  ['a frame of a terminal', resizeFrame({ columns: 1, rows: 1 })],
  ['data of its own channel', dataFrame('stdout', [Buffer.from('x')])],
  ['the end of its own channel', closeFrame('stdout')],
  ['more than a window', dataFrame('stdin', [Buffer.alloc(WINDOW_BYTES + 1)])],
] as const) {
  test(`${what} breaks the protocol`, { timeout }, async (t) => {
    await using pair = await webSocketPair()
    const [connection, other] = await tcpPair(t)
    const broken = once(other, 'error')
    const { closed } = carryConnection({ socket: pair.server, connection, sends: 'stdout' })
    pair.client.resume()
    pair.client.send(frame)
    assert.equal((await closed).code, closeCodes.protocolError)
    other.resume()
    assert.equal((await broken)[0].code, 'ECONNRESET')
  })
}
