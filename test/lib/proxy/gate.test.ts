import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGate } from '../../../src/lib/proxy/gate.ts'

const bare = { method: 'GET', headers: {} }

test('who shows the key may ask for anything, with the token', () => {
  const gate = createGate()
  const headers = { authorization: `Bearer ${gate.key}` }
  const asked = gate.admit({ method: 'DELETE', url: '/apps/blog', headers })
  assert.deepEqual(asked, { method: 'DELETE', path: '/apps/blog', headers, isKnown: true })
  assert.equal(gate.admit({ method: 'GET', url: 'http://example.com/', headers }), undefined)
})

test('whoever has an address that was given out may ask for that, without', () => {
  const gate = createGate()
  assert.equal(gate.admit({ ...bare, url: '/logs/one?a' }), undefined)
  gate.remember('/logs/one?a')
  assert.equal(gate.admit({ ...bare, url: '/logs/one?a' })?.isKnown, false)
  assert.equal(gate.admit({ ...bare, url: '/logs/one' }), undefined)
  const headers = { authorization: 'Bearer another' }
  assert.equal(gate.admit({ ...bare, url: '/logs/one?a', headers }), undefined)
})
