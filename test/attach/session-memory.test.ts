import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { WebSocket } from 'ws'
import { acknowledgeFrame, decodeFrame } from '../../src/attach/frames.ts'
import type { Measured } from '../fixtures/measured-session.ts'
import { until } from '../fixtures/until.ts'

const most = 8_000_000

test('who holds a session grows little behind a client that reads nothing of an endless writer', {
  timeout: 120_000,
}, async (t) => {
  const { connect, measure } = await measuredSession(t)
  const before = await measure()
  const client = await connect('/type')
  assert.equal(client.isPaused, true)
  await until('the writer waits', async () => (await measure()).isPaused)
  assertSmall(t, before, await measure())
})

test('nor behind those who watch and read nothing, while the one who types reads on', {
  timeout: 120_000,
}, async (t) => {
  const { connect, measure } = await measuredSession(t)
  const before = await measure()
  const client = await connect('/type')
  await connect('/watch')
  await connect('/watch')
  let received = 0
  client.on('message', (message: Buffer) => {
    const frame = decodeFrame(message)
    if (frame.channel !== 'data') return
    received += frame.data.length
    client.send(acknowledgeFrame('stdout', received))
  })
  client.resume()
  await until('the one who types has read much', () => received > 30_000_000)
  // So that nothing is on its way.
  client.pause()
  await until('the writer waits', async () => (await measure()).isPaused)
  const after = await measure()
  assert.equal(after.viewers, 3)
  assertSmall(t, before, after)
})

function assertSmall(t: TestContext, before: Measured, after: Measured): void {
  const growth = after.held - before.held
  t.diagnostic(`${(growth / 1e6).toFixed(1)} MB more`)
  assert.ok(growth < most, `${growth} bytes more`)
}

async function measuredSession(t: TestContext) {
  const child = fork(join(import.meta.dirname, '../fixtures/measured-session.ts'), {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  })
  const port = await answerOf<number>(child)
  t.after(async () => {
    const exit = once(child, 'exit')
    child.disconnect()
    await exit
  })
  return {
    measure() {
      child.send('measure')
      return answerOf<Measured>(child)
    },
    /** Paused: no frame comes before there is somebody to count it. */
    async connect(path: string) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false })
      t.after(() => socket.terminate())
      socket.once('open', () => socket.pause())
      await once(socket, 'open')
      return socket
    },
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [answer] = await once(child, 'message')
  return answer
}
