import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import type { ProcessEnd } from '../../../src/attach/frames.ts'
import { HostedSession } from '../../../src/attach/hosted-session.ts'
import { closeCodes } from '../../../src/attach/session-link.ts'
import { createSessions } from '../../../src/controller/sessions/sessions.ts'
import { localProcess } from '../../fixtures/local-process.ts'
import { until } from '../../fixtures/until.ts'
import { webSocketPair } from '../../fixtures/websocket-pair.ts'

const ended: ProcessEnd = { exitCode: 3, reason: 'exited' }

function open(t: TestContext) {
  const complaints: object[] = []
  const sessions = createSessions({ warn: (details) => void complaints.push(details) })
  t.after(() => sessions.close())
  return { sessions, complaints }
}

/** A session of a process that runs until it is told to end. */
function aSession(t: TestContext) {
  const process = localProcess(['sleep', '1000'])
  t.after(() => process.signal('SIGKILL'))
  return new HostedSession({ tty: false, graceMs: 0, stopMs: 2000, start: async () => process })
}

async function join(
  t: TestContext,
  sessions: ReturnType<typeof createSessions>,
  session: HostedSession,
  isAllowed = async () => true,
) {
  const pair = await webSocketPair()
  t.after(() => pair[Symbol.asyncDispose]())
  const over = sessions.join(session, pair.server, { id: crypto.randomUUID(), role: 'type', isAllowed })
  pair.client.resume()
  return { ...pair, over, closed: once(pair.client, 'close') as Promise<[number, Buffer]> }
}

test('a session is found until it is over and what it left is cleared', { timeout: 120_000 }, async (t) => {
  const { sessions } = open(t)
  const cleared = Promise.withResolvers<void>()
  const session = new HostedSession({ tty: false, graceMs: 0, start: async () => ended })
  const heard: ProcessEnd[] = []
  sessions.add('run-1', session, (end) => {
    heard.push(end)
    return cleared.promise
  })
  assert.equal(sessions.find('run-1'), session)
  assert.equal(sessions.find('run-2'), undefined)
  const client = await join(t, sessions, session)
  client.client.close()
  await Promise.all([client.over, session.closed])
  // Or its container would be taken for one that was left over, and removed twice.
  assert.equal(sessions.find('run-1'), session)
  cleared.resolve()
  await until('it is gone', () => sessions.find('run-1') === undefined)
  assert.deepEqual(heard, [ended])
})

test('one whose clearing fails is complained of, and forgotten', { timeout: 120_000 }, async (t) => {
  const { sessions, complaints } = open(t)
  const session = new HostedSession({ tty: false, graceMs: 0, start: async () => ended })
  const err = new Error('the engine is away')
  sessions.add('run-1', session, () => Promise.reject(err))
  await session.stop()
  await until('it is gone', () => sessions.find('run-1') === undefined)
  assert.deepEqual(complaints, [{ err, run: 'run-1' }])
})

test('who is not allowed any more is shown out, at once when somebody asks; others stay', {
  timeout: 120_000,
}, async (t) => {
  const { sessions } = open(t)
  const session = aSession(t)
  sessions.add('run-1', session)
  let isAllowed = true
  const owner = await join(t, sessions, session)
  const friend = await join(t, sessions, session, async () => isAllowed)
  await sessions.recheck()
  assert.equal(session.viewers, 2)
  isAllowed = false
  await sessions.recheck()
  const [code, reason] = await friend.closed
  assert.deepEqual([code, String(reason)], [closeCodes.forbidden, 'you may no longer work on this app'])
  await friend.over
  assert.equal(session.viewers, 1)
  assert.equal(owner.client.readyState, owner.client.OPEN)
})

test('who looks on is shown out likewise, and not when they went by themselves', async (t) => {
  const { sessions } = open(t)
  const seen: string[] = []
  const watch = (name: string, allowed: boolean) =>
    sessions.watchOver({ isAllowed: async () => allowed, showOut: () => void seen.push(name) })
  watch('friend', true)
  watch('stranger', false)
  const letGo = watch('gone', false)
  letGo()
  await sessions.recheck()
  assert.deepEqual(seen, ['stranger'])
})

test('who looks on is shown out at the end, and told why', async (t) => {
  const { sessions } = open(t)
  const told: string[] = []
  sessions.watchOver({ isAllowed: async () => true, showOut: (why) => void told.push(why) })
  await sessions.close()
  assert.deepEqual(told, ['the controller was stopped'])
})

test('a right that runs out by itself is noticed too', { timeout: 120_000 }, async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { sessions } = open(t)
  t.mock.timers.tick(9999)
  const session = aSession(t)
  sessions.add('run-1', session)
  const guest = await join(t, sessions, session, async () => false)
  assert.equal(session.viewers, 1)
  t.mock.timers.tick(1)
  assert.equal((await guest.closed)[0], closeCodes.forbidden)
})

test('the end of the controller ends all, says why, and waits until it is cleared', {
  timeout: 120_000,
}, async (t) => {
  const { sessions } = open(t)
  const order: string[] = []
  const runs = ['run-1', 'run-2'].map((id) => {
    const session = aSession(t)
    sessions.add(id, session, async () => {
      await new Promise((resolve) => setImmediate(resolve))
      order.push('cleared')
    })
    return session
  })
  for (const session of runs) await join(t, sessions, session)
  await sessions.close()
  order.push('closed')
  assert.deepEqual(order, ['cleared', 'cleared', 'closed'])
  for (const session of runs) {
    assert.deepEqual(await session.ended, {
      exitCode: 254,
      reason: 'controller-gone',
      message: 'the controller was stopped, and the process with it',
    })
  }
})

test('a client that answers nothing holds up no end of the controller', { timeout: 120_000 }, async (t) => {
  const { sessions } = open(t)
  const session = aSession(t)
  sessions.add('run-1', session)
  const { client, server, over } = await join(t, sessions, session)
  client.pause()
  await sessions.close()
  await over
  assert.equal(server.readyState, server.CLOSED)
})
