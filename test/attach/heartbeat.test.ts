import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { startHeartbeat } from '../../src/attach/heartbeat.ts'
import { localProcess } from '../fixtures/local-process.ts'
import { localSession } from '../fixtures/local-session.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const fast = { pingEvery: 20, deadAfter: 200 }

test('a peer that says nothing is cut off', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  // The client stays paused: it reads nothing and answers no ping, like a machine that has gone.
  pair.server.resume()
  const heartbeat = startHeartbeat(pair.server, fast)
  const [code] = await once(pair.server, 'close')
  assert.equal(code, 1006)
  heartbeat.stop()
})

test('a quiet peer that answers is kept', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  pair.server.resume()
  pair.client.resume()
  let pings = 0
  pair.client.on('ping', () => {
    pings += 1
  })
  const heartbeat = startHeartbeat(pair.server, fast)
  await until('it lived past its time', () => pings > (2 * fast.deadAfter) / fast.pingEvery)
  assert.equal(pair.server.readyState, pair.server.OPEN)
  heartbeat.stop()
  assert.equal(pair.server.listenerCount('pong'), 0)
})

test('a process that did not run itself takes nobody for dead', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  for (const socket of [pair.server, pair.client]) socket.resume()
  const heartbeat = startHeartbeat(pair.server, fast)
  await once(pair.server, 'pong')
  const end = performance.now() + 2 * fast.deadAfter
  while (performance.now() < end);
  const next = await Promise.race([once(pair.server, 'pong'), once(pair.server, 'close')])
  assert.ok(next[0] instanceof Buffer, `it was closed with ${next[0]}`)
  heartbeat.stop()
})

test('a client whose reader stalls is not taken for dead', { timeout: 120_000 }, async () => {
  let release = () => {}
  const stdout = new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      release = done
    },
  })
  await using session = await localSession({
    process: localProcess(['yes']),
    client: { stdout },
    heartbeat: fast,
  })
  await until('the process is stalled', () => session.process.stdout.isPaused())
  let pongs = 0
  session.pair.server.on('pong', () => {
    pongs += 1
  })
  await until('it lived past its time', () => pongs > (2 * fast.deadAfter) / fast.pingEvery)
  assert.equal(session.pair.server.readyState, session.pair.server.OPEN)
  release()
})
