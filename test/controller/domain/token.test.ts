import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isExpired, secondsLeft } from '../../../src/controller/domain/token.ts'
import { aToken, aUser } from '../../fixtures/stored.ts'

const token = aToken(aUser('ann'))

test('a token is good until its time, or for ever', () => {
  const expiresAt = new Date(1000)
  assert.equal(isExpired({ ...token, expiresAt }, new Date(999)), false)
  assert.equal(isExpired({ ...token, expiresAt }, new Date(1000)), true)
  assert.equal(isExpired({ ...token, expiresAt: null }, new Date(8.64e15)), false)
})

test('what is left of it is told in seconds, and never below none', () => {
  const expiresAt = new Date(60_000)
  assert.equal(secondsLeft({ ...token, expiresAt }, new Date(15_400)), 45)
  assert.equal(secondsLeft({ ...token, expiresAt }, new Date(70_000)), 0)
  assert.equal(secondsLeft(token, new Date(0)), null)
})
