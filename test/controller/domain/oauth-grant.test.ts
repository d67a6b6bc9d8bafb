import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isVerified } from '../../../src/controller/domain/oauth-grant.ts'

// RFC 7636, appendix B.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

test('a verifier belongs to its challenge, and neither comes alone', () => {
  assert.equal(isVerified(challenge, verifier), true)
  assert.equal(isVerified(null, undefined), true)
  assert.equal(isVerified(challenge, undefined), false)
  assert.equal(isVerified(null, verifier), false)
  assert.equal(isVerified(challenge, challenge), false)
  assert.equal(isVerified(challenge, `${verifier}x`), false)
})

test('a verifier that is too short is none, even with its challenge', () => {
  // The hash of "short".
  assert.equal(isVerified('-bAHi131ltLqGQEMABu9AJ5lHeLFfo-341XzHrnT9zk', 'short'), false)
})
