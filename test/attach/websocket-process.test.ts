import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { WebSocket } from 'ws'
import {
  acknowledgeFrame,
  type DataChannel,
  dataFrame,
  decodeFrame,
  type Frame,
  type Status,
  statusFrame,
} from '../../src/attach/frames.ts'
import { SessionRefusal } from '../../src/attach/reconnect.ts'
import type { Outputs } from '../../src/attach/session-viewer.ts'
import { type ConnectionState, webSocketProcess } from '../../src/attach/websocket-process.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const attached = { status: 'attached', stdin: 0, stdout: 0, stderr: 0, types: true } as const

test('it is started when it is said to be, and ends with its code once the output is here', {
  timeout: 120_000,
}, async () => {
  await using pair = await webSocketPair()
  const process = webSocketProcess({ socket: pair.client })
  const far = farEnd(pair.server)
  far.say(attached, { status: 'started' })
  await process.started
  far.show('stdout', 'out')
  far.show('stderr', 'err')
  const closed = once(pair.server, 'close')
  far.say({ status: 'ended', exitCode: 3, reason: 'exited' })
  assert.deepEqual(await process.exit, { exitCode: 3, reason: 'exited' })
  assert.deepEqual(
    [await text(process.stdout), process.stderr && (await text(process.stderr))],
    ['out', 'err'],
  )
  assert.equal((await closed)[0], 1000)
})

test('input, its end, size and signals go ahead of the first word', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const process = webSocketProcess({ socket: pair.client })
  process.stdin.end('keys')
  await process.resize({ columns: 80, rows: 24 })
  await process.signal('SIGINT')
  const far = farEnd(pair.server)
  await until('all has come', () => far.heard().length === 4)
  assert.deepEqual(far.heard().sort(), ['close stdin', 'resize', 'signal', 'stdin keys'])
})

test('a lost connection is made again, and told how far the output came', { timeout: 120_000 }, async () => {
  await using first = await webSocketPair()
  await using second = await webSocketPair()
  const asked: Outputs<number>[] = []
  const states: ConnectionState[] = []
  const process = webSocketProcess({
    socket: first.client,
    async reopen(received) {
      asked.push(received)
      return second.client
    },
    graceMs: 10_000,
    onConnection: (state) => states.push(state),
  })
  await process.resize({ columns: 80, rows: 24 })
  const near = farEnd(first.server)
  near.say({ ...attached, stdout: 1000 })
  near.show('stdout', 'abc')
  process.stdin.write('one')
  await until('it was typed', () => near.heard().includes('stdin one'))
  await until('it was shown', () => process.stdout.readableLength === 3)
  first.server.terminate()
  const far = farEnd(second.server)
  await until('it is back', () => states.at(-1) === 'back')
  process.stdin.write('two')
  await until('it has its size', () => far.heard().includes('resize'))
  // Of the input nothing comes before it is known what had arrived.
  assert.deepEqual(far.heard(), ['resize'])
  far.say({ ...attached, stdin: 2, stdout: 1003 })
  await until('the rest was typed', () => far.heard().length > 1)
  assert.deepEqual([asked, states], [[{ stdout: 1003, stderr: 0 }], ['lost', 'back']])
  assert.deepEqual(far.heard(), ['resize', 'stdin etwo'])
  process.destroy()
})

test('a connection that was lost before its first word is none that input was typed into', {
  timeout: 120_000,
}, async () => {
  await using first = await webSocketPair()
  await using second = await webSocketPair()
  const process = webSocketProcess({
    socket: first.client,
    reopen: async () => second.client,
    graceMs: 10_000,
  })
  process.stdin.write('early')
  first.server.terminate()
  const far = farEnd(second.server)
  far.say(attached)
  await until('it was typed', () => far.heard().includes('stdin early'))
  process.destroy()
})

test('what a refusal tells of the process is its end', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const end = { exitCode: 9, reason: 'exited' } as const
  const process = webSocketProcess({
    socket: pair.client,
    reopen: async () => {
      throw new SessionRefusal(end)
    },
    graceMs: 10_000,
  })
  pair.server.terminate()
  assert.deepEqual(await process.exit, end)
})

test('a connection that is lost for good ends as can be found out, or as lost', {
  timeout: 120_000,
}, async () => {
  const known = { exitCode: 254, reason: 'controller-gone' } as const
  for (const explain of [
    async () => known,
    async () => undefined,
    () => Promise.reject(new Error('nobody answers')),
  ]) {
    await using pair = await webSocketPair()
    const process = webSocketProcess({ socket: pair.client, explain })
    pair.server.terminate()
    const { exitCode, reason } = await process.exit
    assert.deepEqual(
      { exitCode, reason },
      (await explain().catch(() => undefined)) ?? { exitCode: 255, reason: 'connection-lost' },
    )
  }
})

for (const [code, reason] of [
  [4003, 'you may no longer work on this app'],
  [4001, 'another connection took its place'],
  [1002, 'no such channel: 9'],
] as const) {
  test(`a connection that was closed with ${code} is not made again`, { timeout: 120_000 }, async () => {
    await using pair = await webSocketPair()
    const process = webSocketProcess({
      socket: pair.client,
      reopen: () => assert.fail('it was closed for good'),
      graceMs: 10_000,
    })
    pair.server.resume()
    pair.server.close(code, reason)
    assert.deepEqual(await process.exit, {
      exitCode: 255,
      reason: 'connection-lost',
      message: `the connection to the process was lost (${reason})`,
    })
  })
}

test('whoever leaves says whether the process is to live on', { timeout: 120_000 }, async () => {
  for (const [leave, code] of [
    ['destroy', 1000],
    ['detach', 4000],
  ] as const) {
    await using pair = await webSocketPair()
    const process = webSocketProcess({
      socket: pair.client,
      reopen: () => assert.fail('it left'),
      graceMs: 10_000,
    })
    pair.server.resume()
    process[leave]()
    assert.equal((await once(pair.server, 'close'))[0], code)
    assert.equal((await process.exit).reason, 'connection-lost')
  }
})

test('whoever leaves while the network is away waits for nothing', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const states: ConnectionState[] = []
  const process = webSocketProcess({
    socket: pair.client,
    reopen: () => Promise.reject(new Error('no route')),
    graceMs: 1_000_000,
    onConnection: (state) => states.push(state),
    explain: () => assert.fail('nobody wants to know'),
  })
  pair.server.terminate()
  await until('it is noticed', () => states.includes('lost'))
  process.destroy()
  assert.equal((await process.exit).exitCode, 255)
})

test('whoever watches is told once, and types where it is only counted', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const states: ConnectionState[] = []
  const process = webSocketProcess({ socket: pair.client, onConnection: (state) => states.push(state) })
  const far = farEnd(pair.server)
  far.say({ ...attached, types: false }, { status: 'watching' })
  await until('it is told', () => states.length > 0)
  process.stdin.write('keys')
  await until('it was typed', () => far.heard().includes('stdin keys'))
  assert.deepEqual(states, ['watching'])
  process.destroy()
})

test('what was skipped is not waited for, and acknowledged from there on', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const process = webSocketProcess({ socket: pair.client })
  const far = farEnd(pair.server)
  process.stdout.resume()
  far.say(attached, { status: 'skipped', of: 'stdout', offset: 5_000_000 })
  far.show('stdout', 'x'.repeat(300_000))
  await until('it is acknowledged', () => far.heard().length > 0)
  assert.deepEqual(far.heard(), ['acknowledge stdout 5300000'])
  process.destroy()
})

test("what is not the controller's to send ends it", { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  const process = webSocketProcess({ socket: pair.client })
  pair.server.resume()
  pair.server.send(acknowledgeFrame('stdout', 0))
  const [code, reason] = await once(pair.server, 'close')
  assert.deepEqual([code, String(reason)], [1002, "acknowledge is not the controller's to send"])
  assert.equal((await process.exit).reason, 'connection-lost')
})

/** The controller's end of a connection, played by the test. */
function farEnd(socket: WebSocket) {
  const heard: string[] = []
  socket.on('message', (data: Buffer) => void heard.push(describe(decodeFrame(data))))
  socket.resume()
  return {
    /** What has come, in words. */
    heard: () => heard,
    say(...statuses: Status[]) {
      for (const status of statuses) socket.send(statusFrame(status))
    },
    show: (of: DataChannel, what: string) => socket.send(dataFrame(of, [Buffer.from(what)])),
  }
}

function describe(frame: Frame): string {
  if (frame.channel === 'data') return `${frame.of} ${frame.data}`
  if (frame.channel === 'close') return `close ${frame.of}`
  if (frame.channel === 'acknowledge') return `acknowledge ${frame.of} ${frame.offset}`
  return frame.channel
}
