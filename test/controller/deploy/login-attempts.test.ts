import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLoginAttempts } from '../../../src/controller/deploy/login-attempts.ts'
import { storedAt } from '../../fixtures/stored.ts'

const tooMany = { id: 'rate_limit', message: 'Too many logins have failed. Try again in ten minutes.' }

function attempts() {
  const clock = { at: storedAt }
  const { begin } = createLoginAttempts(() => clock.at)
  const fail = (address: string, name: string, times: number) => {
    for (let count = 0; count < times; count += 1) begin(address, name)
  }
  const pass = (minutes: number) => {
    clock.at = new Date(clock.at.getTime() + minutes * 60_000)
  }
  return { begin, fail, pass }
}

test('ten failures for one user are enough for ten minutes, from there and for them', () => {
  const { begin, fail, pass } = attempts()
  fail('192.0.2.1', 'ann@example.com', 10)
  assert.throws(() => begin('192.0.2.1', 'Ann@example.com'), tooMany)
  begin('192.0.2.1', 'bob@example.com')
  begin('192.0.2.2', 'ann@example.com')
  pass(9.9)
  assert.throws(() => begin('192.0.2.1', 'ann@example.com'), tooMany)
  pass(0.2)
  begin('192.0.2.1', 'ann@example.com')
})

test('a clock that is set right again keeps nobody out', () => {
  const { begin, fail, pass } = attempts()
  fail('192.0.2.1', 'ann@example.com', 10)
  pass(-24 * 60)
  begin('192.0.2.1', 'ann@example.com')
})

test('a hundred failures for any users are enough too', () => {
  const { begin, fail } = attempts()
  for (let user = 0; user < 20; user += 1) fail('192.0.2.1', `user-${user}@example.com`, 5)
  assert.throws(() => begin('192.0.2.1', 'ann@example.com'), tooMany)
  begin('192.0.2.2', 'ann@example.com')
})

test('a right password takes back what was counted for its user', () => {
  const { begin, fail } = attempts()
  for (let round = 0; round < 30; round += 1) {
    fail('192.0.2.1', 'ann@example.com', 3)
    begin('192.0.2.1', 'ann@example.com')()
  }
  begin('192.0.2.1', 'ann@example.com')
})

test('who may try no more pushes nothing out by trying more', () => {
  const { begin, fail } = attempts()
  fail('192.0.2.1', 'ann@example.com', 10)
  for (let name = 0; name < 20_000; name += 1)
    try {
      begin('192.0.2.1', `junk-${name}`)
    } catch {}
  assert.throws(() => begin('192.0.2.1', 'ann@example.com'), tooMany)
  assert.throws(() => begin('192.0.2.1', 'bob@example.com'), tooMany)
})

test('nor does who has accounts enough to get in by', () => {
  const { begin, fail } = attempts()
  fail('192.0.2.1', 'ann@example.com', 10)
  for (let name = 0; name < 20_000; name += 1) begin('192.0.2.1', `junk-${name}`)()
  assert.throws(() => begin('192.0.2.1', 'ann@example.com'), tooMany)
})

test('of a long name as little is kept as of a short one', () => {
  const { begin, fail } = attempts()
  const keys: unknown[] = []
  const set = Map.prototype.set
  Map.prototype.set = function (key, value) {
    keys.push(key)
    return set.call(this, key, value)
  }
  try {
    begin('192.0.2.1', 'x'.repeat(4_000_000))
  } finally {
    Map.prototype.set = set
  }
  assert.equal(keys.length, 2)
  for (const key of keys) assert.ok(String(key).length < 100)
  fail('192.0.2.1', 'x'.repeat(4_000_000), 9)
  assert.throws(() => begin('192.0.2.1', 'X'.repeat(4_000_000)), tooMany)
})

test('the oldest are forgotten before memory is', () => {
  const { begin, fail } = attempts()
  fail('192.0.2.1', 'ann@example.com', 10)
  for (let host = 0; host < 5_000; host += 1) begin(`198.51.100.${host}`, 'ann@example.com')
  begin('192.0.2.1', 'ann@example.com')
})
