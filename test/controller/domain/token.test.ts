import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isExpired } from '../../../src/controller/domain/token.ts'

const token = { id: 't', userId: 'u', description: '', createdAt: new Date(0) }

test('a token is good until its time, or for ever', () => {
  const expiresAt = new Date(1000)
  assert.equal(isExpired({ ...token, expiresAt }, new Date(999)), false)
  assert.equal(isExpired({ ...token, expiresAt }, new Date(1000)), true)
  assert.equal(isExpired({ ...token, expiresAt: null }, new Date(8.64e15)), false)
})
