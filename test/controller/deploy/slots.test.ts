import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSlots } from '../../../src/controller/deploy/slots.ts'

test('only so many run at once, the others in the order they came', async () => {
  const slots = createSlots(2)
  const log: string[] = []
  const gates = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...Promise.withResolvers<void>() }))
  const done = gates.map(({ name, promise }) =>
    slots.take(
      async () => {
        log.push(`${name} runs`)
        await promise
      },
      { onWait: () => log.push(`${name} waits`) },
    ),
  )
  assert.deepEqual(log, ['a runs', 'b runs', 'c waits', 'd waits'])
  gates[1]?.resolve()
  await done[1]
  for (const gate of gates) gate.resolve()
  await Promise.all(done)
  assert.deepEqual(log.slice(4), ['c runs', 'd runs'])
})

test('work that fails frees its slot', async () => {
  const slots = createSlots(1)
  await assert.rejects(
    slots.take(() => Promise.reject(new Error('no'))),
    { message: 'no' },
  )
  assert.equal(await slots.take(async () => 'yes'), 'yes')
})

test('who gives up while waiting leaves the line', async () => {
  const slots = createSlots(1)
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = slots.take(() => promise)
  const left = new AbortController()
  const second = slots.take(async () => 'second', { signal: left.signal })
  const third = slots.take(async () => 'third')
  left.abort(new Error('gone'))
  await assert.rejects(second, { message: 'gone' })
  resolve()
  assert.equal(await third, 'third')
  await first
})
