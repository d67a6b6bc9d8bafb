import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import {
  keyFromText,
  keyToText,
  newAccountKey,
  publicJwk,
  signRequest,
  thumbprint,
} from '../../../src/controller/acme/jws.ts'

const decode = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString())

test('a request is signed with the key that it names', () => {
  const key = newAccountKey()
  const {
    protected: head,
    payload,
    signature,
  } = JSON.parse(signRequest(key, { url: 'u', nonce: 'n' }, { a: 1 }))
  assert.deepEqual(decode(head), { alg: 'ES256', jwk: publicJwk(key), nonce: 'n', url: 'u' })
  assert.deepEqual(decode(payload), { a: 1 })
  const publicKey = { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' as const }
  assert.ok(
    verify('sha256', Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature, 'base64url')),
  )
})

test('an account that is known is named by its address, and what is only fetched has no payload', () => {
  const text = signRequest(newAccountKey(), { url: 'u', nonce: 'n', kid: 'k' }, undefined)
  const { protected: head, payload } = JSON.parse(text)
  assert.deepEqual(decode(head), { alg: 'ES256', kid: 'k', nonce: 'n', url: 'u' })
  assert.equal(payload, '')
})

test('a key that was kept is the same', () => {
  const key = newAccountKey()
  assert.equal(thumbprint(keyFromText(keyToText(key))), thumbprint(key))
  assert.match(thumbprint(key), /^[\w-]{43}$/)
})
