import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTurns, type Turns } from '../../../src/controller/deploy/turns.ts'
import { openTestStore } from '../../fixtures/stored.ts'
import { until } from '../../fixtures/until.ts'

const now = () => new Date(1_000_000)

/** Takes a turn that lasts until `end` is called. */
function hold(turns: Turns, appId: string, log: string[], name: string, signal?: AbortSignal) {
  const { promise, resolve: end } = Promise.withResolvers<void>()
  const work = async () => {
    log.push(`${name} begins`)
    await promise
    log.push(`${name} ends`)
    return name
  }
  const done = turns.take(appId, work, { onWait: () => log.push(`${name} waits`), ...(signal && { signal }) })
  return { done, end }
}

test('turns come in the order of asking, one at a time; who must wait hears of it once', async (t) => {
  const turns = createTurns((await openTestStore(t)).leases, now)
  const log: string[] = []
  const [one, two, three] = ['one', 'two', 'three'].map((it) => hold(turns, 'a', log, it))
  assert.ok(one && two && three)
  three.end()
  two.end()
  await until('the first has begun', () => log.includes('one begins'))
  one.end()
  assert.deepEqual(await Promise.all([one.done, two.done, three.done]), ['one', 'two', 'three'])
  assert.deepEqual(log, [
    ...['two waits', 'three waits', 'one begins', 'one ends'],
    ...['two begins', 'two ends', 'three begins', 'three ends'],
  ])
})

test('apps do not wait for each other, nor for a turn that is over', async (t) => {
  const turns = createTurns((await openTestStore(t)).leases, now)
  const log: string[] = []
  const held = hold(turns, 'a', log, 'one')
  const other = hold(turns, 'b', log, 'other')
  other.end()
  await other.done
  held.end()
  await held.done
  const after = hold(turns, 'a', log, 'after')
  after.end()
  await after.done
  assert.ok(!log.some((it) => it.endsWith('waits')), log.join())
})

test('work that fails frees the turn and is told', async (t) => {
  const turns = createTurns((await openTestStore(t)).leases, now)
  const failing = turns.take('a', () => Promise.reject(new Error('no')))
  const next = turns.take('a', async () => 'next')
  await assert.rejects(failing, /no/)
  assert.equal(await next, 'next')
})

test('who gives up while waiting is out; those behind still wait for who works', async (t) => {
  const turns = createTurns((await openTestStore(t)).leases, now)
  const log: string[] = []
  const gone = new AbortController()
  const one = hold(turns, 'a', log, 'one')
  const two = hold(turns, 'a', log, 'two', gone.signal)
  await until('the first has begun', () => log.includes('one begins'))
  gone.abort()
  await assert.rejects(two.done, {
    id: 'conflict',
    message: 'Given up while waiting for another change of this app to finish.',
  })
  let isSettled = false
  const settled = turns.settled().then(() => {
    isSettled = true
  })
  const three = hold(turns, 'a', log, 'three')
  three.end()
  await new Promise(setImmediate)
  assert.equal(isSettled, false)
  one.end()
  await three.done
  await settled
  assert.deepEqual(log, [
    ...['two waits', 'one begins', 'three waits', 'one ends', 'three begins', 'three ends'],
  ])
})

test('where the last in the line gave up, the work before it still counts as unsettled', async (t) => {
  const turns = createTurns((await openTestStore(t)).leases, now)
  const log: string[] = []
  const gone = new AbortController()
  const one = hold(turns, 'a', log, 'one')
  const two = hold(turns, 'a', log, 'two', gone.signal)
  gone.abort()
  await assert.rejects(two.done)
  let isSettled = false
  const settled = turns.settled().then(() => {
    isSettled = true
  })
  await new Promise(setImmediate)
  assert.equal(isSettled, false)
  one.end()
  await settled
  await one.done
})

test('a lease of another controller is waited for, and taken over when it has run out', async (t) => {
  const { leases } = await openTestStore(t)
  const clock = { at: 1_000_000 }
  const turns = createTurns(leases, () => new Date(clock.at))
  await leases.acquire('app:a', 'another controller', clock.at, clock.at + 15_000)
  const log: string[] = []
  const turn = hold(turns, 'a', log, 'one')
  turn.end()
  await until('it was told to wait', () => log.includes('one waits'))
  assert.deepEqual(log, ['one waits'])
  clock.at += 15_000
  assert.equal(await turn.done, 'one')
  assert.deepEqual(log, ['one waits', 'one begins', 'one ends'])
  assert.equal(await leases.acquire('app:a', 'another controller', clock.at, clock.at + 1), true)
})

test('giving up on a lease leaves it to its holder', async (t) => {
  const { leases } = await openTestStore(t)
  const turns = createTurns(leases, now)
  await leases.acquire('app:a', 'another controller', 1_000_000, 1_015_000)
  const log: string[] = []
  const gone = new AbortController()
  const turn = hold(turns, 'a', log, 'one', gone.signal)
  await until('it was told to wait', () => log.includes('one waits'))
  gone.abort()
  await assert.rejects(turn.done, { id: 'conflict' })
  assert.equal(await leases.acquire('app:a', 'a third', 1_014_999, 1_020_000), false)
})

test('a long turn says that it is alive, so that nobody takes its lease', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { leases } = await openTestStore(t)
  const clock = { at: 1_000_000 }
  const turns = createTurns(leases, () => new Date(clock.at))
  const log: string[] = []
  const turn = hold(turns, 'a', log, 'one')
  await until('it has begun', () => log.includes('one begins'))
  for (let beat = 1; beat <= 10; beat += 1) {
    clock.at += 5000
    t.mock.timers.tick(5000)
    // What the heartbeat asked of the store is done when the store has answered a later question.
    assert.equal(await leases.acquire('app:a', 'another', clock.at, clock.at + 1), false)
  }
  turn.end()
  await turn.done
  assert.equal(await leases.acquire('app:a', 'another', clock.at, clock.at + 1), true)
})

test('settled() comes when nobody has or waits for a turn', async (t) => {
  const turns = createTurns((await openTestStore(t)).leases, now)
  await turns.settled()
  const log: string[] = []
  const one = hold(turns, 'a', log, 'one')
  const two = hold(turns, 'b', log, 'two')
  const settled = turns.settled().then(() => log.push('settled'))
  one.end()
  await one.done
  const three = hold(turns, 'a', log, 'three')
  two.end()
  await two.done
  three.end()
  await settled
  assert.deepEqual(log.at(-1), 'settled')
  assert.ok(log.includes('three ends'))
})
