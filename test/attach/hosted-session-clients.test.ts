import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acknowledgeFrame, dataFrame, WINDOW_BYTES } from '../../src/attach/frames.ts'
import { HostedSession } from '../../src/attach/hosted-session.ts'
import { bytesOn, collectFrames, host, isEnd, isStatus, textOn } from '../fixtures/hosted-session.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const bashTerminal = () =>
  localTerminalProcess(['sh', '-c', 'stty -echo; echo ready; while read it; do echo "got $it"; done'])

test('a terminal waits for its client, which goes on where it was: nothing is lost or doubled', {
  timeout: 120_000,
}, async () => {
  await using first = await webSocketPair()
  const session = new HostedSession({ tty: true, graceMs: 60_000, start: async () => bashTerminal() })
  void session.join(first.server, { id: 'one', role: 'type' })
  const before = collectFrames(first)
  await until('it is ready', () => textOn(before, 'stdout').includes('ready'))
  first.client.send(dataFrame('stdin', [Buffer.from('a\n')]))
  await until('it has answered', () => textOn(before, 'stdout').includes('got a'))
  first.client.terminate()
  await until('it is alone', () => session.viewers === 0)
  await using second = await webSocketPair()
  void session.join(second.server, { id: 'one', role: 'type', received: { stdout: 3, stderr: 0 } })
  const after = collectFrames(second)
  const whole = textOn(before, 'stdout')
  await until('the rest has come', () => textOn(after, 'stdout') === whole.slice(3))
  assert.deepEqual(after[0], {
    channel: 'status',
    status: { status: 'attached', stdin: 2, stdout: 3, stderr: 0, types: true },
  })
  second.client.send(dataFrame('stdin', [Buffer.from('b\n')]))
  await until('it types on', () => textOn(after, 'stdout').includes('got b'))
  second.client.close(1000)
  await session.closed
})

test('a terminal whose connection breaks while the process is being started keeps its place', {
  timeout: 120_000,
}, async () => {
  await using first = await webSocketPair()
  const started = Promise.withResolvers<void>()
  const session = new HostedSession({
    tty: true,
    graceMs: 60_000,
    async start({ hasLeft }) {
      await started.promise
      assert.equal(hasLeft(), false)
      return bashTerminal()
    },
  })
  void session.join(first.server, { id: 'one', role: 'type' })
  first.client.terminate()
  await until('it is alone', () => session.viewers === 0)
  started.resolve()
  await using second = await webSocketPair()
  void session.join(second.server, { id: 'one', role: 'type', received: { stdout: 0, stderr: 0 } })
  const frames = collectFrames(second)
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  second.client.send(dataFrame('stdin', [Buffer.from('b\n')]))
  await until('it types', () => textOn(frames, 'stdout').includes('got b'))
  second.client.close(1000)
  await session.closed
})

test('a terminal whose client does not come back ends when the time is over', {
  timeout: 120_000,
}, async () => {
  await using pair = await webSocketPair()
  const session = host(pair, {
    tty: true,
    graceMs: 50,
    start: async () => localTerminalProcess(['sh', '-c', 'echo ready; exec sleep 1000']),
  })
  const frames = collectFrames(pair)
  await until('it is ready', () => textOn(frames, 'stdout').includes('ready'))
  pair.client.terminate()
  assert.equal((await session.ended).exitCode, 129)
  await session.closed
})

test('one types and others watch, each is shown what it missed, and the input can be taken', {
  timeout: 120_000,
}, async () => {
  await using owner = await webSocketPair()
  await using other = await webSocketPair()
  await using third = await webSocketPair()
  const session = new HostedSession({ tty: true, graceMs: 0, start: async () => bashTerminal() })
  void session.join(owner.server, { id: 'owner', role: 'type' })
  const owned = collectFrames(owner)
  await until('it is ready', () => textOn(owned, 'stdout').includes('ready'))
  void session.join(other.server, { id: 'other', role: 'type' })
  const watched = collectFrames(other)
  await until('the watcher sees the past', () => textOn(watched, 'stdout').includes('ready'))
  assert.ok(watched[0]?.channel === 'status' && watched[0].status?.status === 'attached')
  assert.equal(watched[0].status.types, false)
  // What a watcher types goes nowhere.
  other.client.send(dataFrame('stdin', [Buffer.from('nobody\n')]))
  void session.join(third.server, { id: 'third', role: 'take' })
  const taken = collectFrames(third)
  await until('the owner is told', () => owned.some((it) => isStatus(it, 'watching')))
  third.client.send(dataFrame('stdin', [Buffer.from('me\n')]))
  for (const frames of [owned, watched, taken])
    await until('all see it', () => textOn(frames, 'stdout').includes('got me'))
  assert.ok(!textOn(taken, 'stdout').includes('nobody'))
  // It is nobody's any more: who leaves it does not end it.
  third.client.close(1000)
  owner.client.close(1000)
  await until('the watcher is alone', () => session.viewers === 1)
  await session.stop({ message: 'stopped' })
  await until('the watcher is told', () => watched.some(isEnd))
})

test('a watcher that reads nothing holds nobody up, and is told what it lost', {
  timeout: 120_000,
}, async () => {
  await using owner = await webSocketPair()
  await using other = await webSocketPair()
  const total = 4 * WINDOW_BYTES
  const may = Promise.withResolvers<void>()
  const session = host(owner, {
    async start() {
      await may.promise
      return localProcess(['head', '-c', String(total), '/dev/zero'])
    },
  })
  void session.join(other.server, { id: 'other', role: 'watch' })
  const lagging = collectFrames(other)
  const reading = collectFrames(owner)
  owner.client.on('message', () => owner.client.send(acknowledgeFrame('stdout', bytesOn(reading, 'stdout'))))
  may.resolve()
  await until('the owner has it all', () => reading.some(isEnd))
  assert.equal(bytesOn(reading, 'stdout'), total)
  assert.equal(bytesOn(lagging, 'stdout'), WINDOW_BYTES)
  other.client.send(acknowledgeFrame('stdout', WINDOW_BYTES))
  await until('it is told', () => lagging.some((it) => isStatus(it, 'skipped')))
})
