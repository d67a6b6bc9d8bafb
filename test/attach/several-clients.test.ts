import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import {
  closeFrame,
  dataFrame,
  decodeFrame,
  type Frame,
  type ProcessEnd,
  type Status,
} from '../../src/attach/frames.ts'
import { HostedSession, type SessionClient } from '../../src/attach/hosted-session.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

test('what one typed before another took the input does not come again when it gets it back', {
  timeout: 120_000,
}, async () => {
  await using room = listeningRoom()
  await using owner = await room.join({ id: 'owner', role: 'type' })
  owner.type('first ')
  await until('it arrived', () => room.input() === 'first ')
  await using visitor = await room.join({ id: 'visitor', role: 'take' })
  await until('the owner is told', () => owner.statuses().includes('watching'))
  owner.type('to nobody ')
  visitor.type('second ')
  await until('it arrived', () => room.input() === 'first second ')
  owner.socket.terminate()
  visitor.socket.close(4000)
  await until('nobody is there', () => room.session.viewers === 0)
  await using back = await room.join({ id: 'owner', role: 'type', received: { stdout: 0, stderr: 0 } })
  const attached = await back.attached()
  assert.deepEqual([attached.types, attached.stdin], [true, 'first to nobody '.length])
  back.type('third')
  await until('it arrived', () => room.input() === 'first second third')
})

test('one whose input was taken while it was away does not take it back by coming back', {
  timeout: 120_000,
}, async () => {
  await using room = listeningRoom()
  await using owner = await room.join({ id: 'owner', role: 'type' })
  await using first = await room.join({ id: 'first', role: 'take' })
  first.socket.terminate()
  await until('it is away', () => room.session.viewers === 1)
  await using second = await room.join({ id: 'second', role: 'take' })
  assert.equal((await second.attached()).types, true)
  await using back = await room.join({ id: 'first', role: 'take', received: { stdout: 0, stderr: 0 } })
  assert.equal((await back.attached()).types, false)
  second.type('mine')
  await until('it arrived', () => room.input() === 'mine')
  assert.ok(owner.statuses().includes('watching'))
})

test('the end of a terminal input that is said again by a new connection is typed once', {
  timeout: 120_000,
}, async () => {
  await using room = listeningRoom()
  await using owner = await room.join({ id: 'owner', role: 'type' })
  owner.socket.send(closeFrame('stdin'))
  await until('it was typed', () => room.input() === '\u0004')
  await using back = await room.join({ id: 'owner', role: 'type', received: { stdout: 0, stderr: 0 } })
  const [code] = await once(owner.socket, 'close')
  assert.equal(code, 4001)
  back.socket.send(closeFrame('stdin'))
  await using visitor = await room.join({ id: 'visitor', role: 'take' })
  visitor.type('x')
  await until('the next key came', () => room.input() === '\u0004x')
})

test('the owner takes the process along, a visitor does not', { timeout: 120_000 }, async () => {
  await using room = listeningRoom()
  await using owner = await room.join({ id: 'owner', role: 'type' })
  await using watcher = await room.join({ id: 'watcher', role: 'watch' })
  await using visitor = await room.join({ id: 'visitor', role: 'type' })
  assert.equal((await visitor.attached()).types, false)
  visitor.socket.close(1000)
  watcher.socket.close(1000)
  await until('they have left', () => room.session.viewers === 1)
  assert.deepEqual(room.signals, [])
  owner.socket.close(1000)
  assert.equal((await room.session.ended).exitCode, 129)
  assert.deepEqual(room.signals, ['SIGHUP'])
})

test('an owner that detaches leaves the process to whoever comes', { timeout: 120_000 }, async () => {
  await using room = listeningRoom()
  await using owner = await room.join({ id: 'owner', role: 'type' })
  owner.socket.close(4000)
  await until('it has left', () => room.session.viewers === 0)
  await using next = await room.join({ id: 'next', role: 'type' })
  assert.equal((await next.attached()).types, true)
  next.type('on')
  await until('it types', () => room.input() === 'on')
  next.socket.close(1000)
  await until('it has left', () => room.session.viewers === 0)
  assert.deepEqual(room.signals, [])
})

/** A terminal session whose process says nothing and remembers what was typed; SIGHUP ends it. */
function listeningRoom() {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  const exit = Promise.withResolvers<ProcessEnd>()
  const signals: NodeJS.Signals[] = []
  let input = ''
  stdin.on('data', (data: Buffer) => {
    input += data.toString()
  })
  const session = new HostedSession({
    tty: true,
    graceMs: 60_000,
    start: async () => ({
      stdin,
      stdout,
      stderr: null,
      resize: async () => {},
      async signal(name) {
        if (stdout.writableEnded) return
        signals.push(name)
        stdout.end()
        exit.resolve({ exitCode: 129, reason: 'exited' })
      },
      exit: exit.promise,
      destroy() {},
    }),
  })
  return {
    session,
    signals,
    input: () => input,
    async join(client: SessionClient) {
      const pair = await webSocketPair()
      const frames: Frame[] = []
      pair.client.on('message', (data: Buffer) => void frames.push(decodeFrame(data)))
      void session.join(pair.server, client)
      pair.client.resume()
      const statuses = () =>
        frames.flatMap((it) => (it.channel === 'status' && it.status ? [it.status.status] : []))
      return {
        socket: pair.client,
        statuses,
        type: (keys: string) => pair.client.send(dataFrame('stdin', [Buffer.from(keys)])),
        async attached() {
          await until('it is attached', () => statuses().length > 0)
          const [first] = frames
          assert.ok(first?.channel === 'status' && isAttached(first.status))
          return first.status
        },
        [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose](),
      }
    },
    async [Symbol.asyncDispose]() {
      await session.stop()
    },
  }
}

function isAttached(status: Status | undefined): status is Extract<Status, { status: 'attached' }> {
  return status?.status === 'attached'
}
