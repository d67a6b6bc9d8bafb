import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogLine } from '../../../src/controller/domain/log-line.ts'
import { DrainSender, type DrainSenderOptions } from '../../../src/controller/drains/drain-sender.ts'
import { until } from '../../fixtures/until.ts'
import { lineOf, textsOf } from '../logs/lines.ts'

type Send = DrainSenderOptions['transport']['send']

/** A sender whose transport is a function; what it got, as "id: texts". */
function createSender(
  send: Send = async () => undefined,
  more: Partial<DrainSenderOptions> = {},
  kept: LogLine[] = [],
) {
  const tried: string[] = []
  const told: string[] = []
  let count = 0
  let closed = 0
  const options: DrainSenderOptions = {
    transport: {
      send(batch, id, signal) {
        tried.push(`${id}: ${textsOf(batch).join(' ')}`)
        return send(batch, id, signal)
      },
      close: () => {
        closed += 1
      },
    },
    tell: { note: (text) => void told.push(text), loss: (line) => void told.push(line.text) },
    now: () => new Date('2026-08-01T11:00:00.000Z'),
    newId: () => String(++count),
    retryDelay: 1,
    ...more,
  }
  return { sender: new DrainSender(options, kept), tried, told, closed: () => closed }
}

const never = () => new AbortController().signal

test('lines are sent in order; those that come meanwhile go together', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const { sender, tried, told, closed } = createSender(() => promise)
  sender.push(lineOf('a'))
  await until('the first is on its way', () => tried.length === 1)
  sender.push(lineOf('b'))
  sender.push(lineOf('c'))
  assert.deepEqual(tried, ['1: a'])
  resolve(undefined)
  assert.deepEqual(await sender.close(never()), [])
  assert.deepEqual(tried, ['1: a', '2: b c'])
  assert.deepEqual([told, closed()], [[], 1])
})

test('what fails is sent again as it was, and before anything else', async () => {
  let failures = 3
  const { sender, tried, told } = createSender(async () => {
    if (failures-- > 0) throw new Error('broken')
    return undefined
  })
  sender.push(lineOf('a'))
  await until('it has failed', () => tried.length > 0)
  sender.push(lineOf('b'))
  await until('all is sent', () => tried.length === 5)
  assert.deepEqual(await sender.close(never()), [])
  assert.deepEqual(tried, ['1: a', '1: a', '1: a', '1: a', '2: b'])
  assert.deepEqual(told, ["can't be sent to, and is tried again: broken", 'is sent to again'])
})

test('what is refused is not sent again', async () => {
  const { sender, tried, told } = createSender(async () => ({ why: 'it answered 400' }))
  sender.push(lineOf('a'))
  await until('it was refused', () => told.length === 1)
  sender.push(lineOf('b'))
  await sender.close(never())
  assert.deepEqual(tried, ['1: a', '2: b'])
  assert.deepEqual(told, ['did not take 1 message: it answered 400'])
})

test('behind a receiver that hangs the oldest lines give way, and both sides are told', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const { sender, tried, told } = createSender(() => promise, { size: { lines: 2, bytes: 1000 } })
  sender.push(lineOf('a'))
  await until('the first is on its way', () => tried.length === 1)
  for (const text of ['b', 'c', 'd', 'e']) sender.push(lineOf(text))
  resolve(undefined)
  await sender.close(never())
  const loss = 'Error L10 (output buffer overflow): 2 messages dropped since 2026-08-01T10:00:00.123Z.'
  assert.deepEqual(tried, ['1: a', `2: ${loss} d e`])
  assert.deepEqual(told, [loss])
})

test('at the end one that rests tries once more and is not waited for; what is left comes back', async () => {
  const { sender, tried } = createSender(
    async () => {
      throw new Error('broken')
    },
    { retryDelay: 1_000_000 },
  )
  sender.push(lineOf('a'))
  await until('it has failed', () => tried.length === 1)
  sender.push(lineOf('b'))
  assert.deepEqual(textsOf(await sender.close(never())), ['a', 'b'])
  assert.deepEqual(tried, ['1: a', '1: a'])
})

test('at the end one that hangs is cut off, and has what was on its way', async () => {
  const { sender, tried } = createSender(
    (_batch, _id, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cut off')))
      }),
  )
  sender.push(lineOf('a'))
  await until('it hangs', () => tried.length === 1)
  sender.push(lineOf('b'))
  const deadline = new AbortController()
  const closing = sender.close(deadline.signal)
  deadline.abort()
  assert.deepEqual(textsOf(await closing), ['a', 'b'])
})

test('what an earlier one had left goes first', async () => {
  const { sender, tried } = createSender(undefined, {}, [lineOf('before')])
  sender.push(lineOf('after'))
  await sender.close(never())
  assert.equal(tried.map((it) => it.slice(3)).join(' '), 'before after')
})
