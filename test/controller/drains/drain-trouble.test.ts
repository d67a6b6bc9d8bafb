import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DrainTrouble } from '../../../src/controller/drains/drain-trouble.ts'
import { lineOf } from '../logs/lines.ts'

function createTrouble() {
  const told: string[] = []
  const clock = { at: 0 }
  const tell = {
    note: (text: string) => void told.push(text),
    loss: ({ text }: { text: string }) => void told.push(text),
  }
  return { told, clock, trouble: new DrainTrouble(tell, () => new Date(clock.at)) }
}

test('a receiver that is away is told of once, what is lost too, and that it is back', () => {
  const { told, trouble } = createTrouble()
  const refused = new Error('connect ECONNREFUSED')
  trouble.sent()
  trouble.failed(refused, undefined)
  trouble.failed(refused, lineOf('1 dropped'))
  trouble.failed(refused, lineOf('2 dropped'))
  trouble.sent()
  trouble.lost(lineOf('3 dropped'))
  trouble.sent()
  trouble.lost(undefined)
  trouble.failed(refused, undefined)
  const failed = "can't be sent to, and is tried again: connect ECONNREFUSED"
  assert.deepEqual(told, [failed, '1 dropped', 'is sent to again', '3 dropped', failed])
})

test('of batches that are refused, one is told in a minute, and of the others how many', () => {
  const { told, clock, trouble } = createTrouble()
  const error = 'it answered 403'
  trouble.refused(1, error)
  trouble.refused(5, error)
  trouble.refused(6, error)
  clock.at = 60_000
  trouble.refused(2, error)
  assert.deepEqual(told, [
    'did not take 1 message: it answered 403',
    'did not take 13 messages: it answered 403',
  ])
})

test("a certificate that is no good has Heroku's code; of several failures the first is told", () => {
  const { told, trouble } = createTrouble()
  trouble.failed(
    Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    undefined,
  )
  trouble.sent()
  trouble.failed(new AggregateError([new Error('first'), new Error('second')]), undefined)
  assert.deepEqual(told, [
    "can't be sent to, and is tried again: Error L14 (certificate validation): self-signed certificate",
    'is sent to again',
    "can't be sent to, and is tried again: first",
  ])
})
