import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reconnect, SessionRefusal } from '../../src/attach/reconnect.ts'
import { until } from '../fixtures/until.ts'
import { webSocketPair } from '../fixtures/websocket-pair.ts'

const never = new AbortController().signal

test('it is tried until there is a connection', { timeout: 120_000 }, async () => {
  await using pair = await webSocketPair()
  let tries = 0
  const open = async () => {
    tries += 1
    if (tries < 3) throw new Error('no route')
    return pair.client
  }
  assert.equal(await reconnect(open, { graceMs: 60_000, signal: never }), pair.client)
  assert.equal(tries, 3)
})

test('the time is over: the last error is the answer', { timeout: 120_000 }, async () => {
  const graceMs = 1000
  const begun = performance.now()
  let tries = 0
  const open = async () => {
    tries += 1
    if (tries === 2) await until('the time is over', () => performance.now() > begun + 2 * graceMs)
    throw new Error(`try ${tries}`)
  }
  await assert.rejects(reconnect(open, { graceMs, signal: never }), { message: 'try 2' })
})

test('a refusal is final, and says what became of the process', async () => {
  const end = { exitCode: 3, reason: 'exited' } as const
  let tries = 0
  const open = async () => {
    tries += 1
    throw new SessionRefusal(end)
  }
  await assert.rejects(reconnect(open, { graceMs: 60_000, signal: never }), { name: 'SessionRefusal', end })
  assert.equal(tries, 1)
  const { message } = new SessionRefusal({ ...end, message: 'it has ended' })
  assert.deepEqual([message, new SessionRefusal(end).message], ['it has ended', 'exited'])
})

test('whoever gives up waits no longer', { timeout: 120_000 }, async () => {
  const givenUp = new AbortController()
  const open = async () => {
    givenUp.abort()
    throw new Error('no route')
  }
  await assert.rejects(reconnect(open, { graceMs: 60_000, signal: givenUp.signal }), { message: 'no route' })
  await assert.rejects(
    reconnect(() => assert.fail('not tried'), { graceMs: 60_000, signal: givenUp.signal }),
    {
      name: 'AbortError',
    },
  )
})
