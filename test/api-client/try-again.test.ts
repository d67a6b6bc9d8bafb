import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Failure, pauseBeforeNextTry } from '../../src/api-client/try-again.ts'

const delays = [200, 400]
const get = { method: 'GET', tries: 1 }

const cases: [string, Failure, number][] = [
  ['a read that was cut off is asked again', { ...get, code: 'ECONNRESET' }, 200],
  ['a read that took too long is asked again', { ...get, code: 'ETIMEDOUT' }, 200],
  ['then later', { ...get, tries: 2, code: 'ECONNRESET' }, 400],
  ['and then no more', { ...get, tries: 3, code: 'ECONNRESET' }, 0],
  ['whom nobody vouches for stays so', { ...get, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 0],
  ['HEAD reads', { method: 'HEAD', tries: 1, status: 503 }, 200],
  ['a gateway may be back in a moment', { ...get, status: 502 }, 200],
  ['what is wrong with the controller stays wrong', { ...get, status: 500 }, 0],
  ['a refusal is one', { ...get, status: 404 }, 0],
  ['as long as is asked for', { ...get, status: 429, retryAfter: 7_000 }, 7_000],
  ['at once, where that is asked for', { ...get, status: 503, retryAfter: 0 }, 1],
  ['but not for minutes', { ...get, status: 429, retryAfter: 61_000 }, 0],
  ['a change that was cut off may have been made', { method: 'POST', tries: 1, code: 'ECONNRESET' }, 0],
  ['one that took too long, too', { method: 'PATCH', tries: 1, code: 'ETIMEDOUT' }, 0],
  ['one that was refused may have been made in part', { method: 'DELETE', tries: 1, status: 503 }, 0],
  ['nobody says that a password was not tried', { method: 'POST', tries: 1, status: 429, retryAfter: 1 }, 0],
  ['one that was never sent was not', { method: 'POST', tries: 1, code: 'ECONNREFUSED' }, 200],
  ['nor where there was no name', { method: 'PATCH', tries: 1, code: 'EAI_AGAIN' }, 200],
  ['nor without a host', { method: 'DELETE', tries: 1, code: 'ENOTFOUND' }, 200],
]

for (const [name, failure, expected] of cases) {
  test(`tries again: ${name}`, () => {
    assert.equal(
      pauseBeforeNextTry(failure, delays, () => 0.5),
      expected,
    )
  })
}

test('those whom one outage cut off do not come back at once', () => {
  const failure = { ...get, code: 'ECONNRESET' }
  const pauses = [0, 0.999].map((it) => pauseBeforeNextTry(failure, delays, () => it))
  assert.deepEqual(
    pauses.map((it) => Math.round(it)),
    [100, 300],
  )
})
