import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trustedFronts } from '../../../src/controller/domain/trusted-fronts.ts'

test('this machine is trusted, and the networks that were named, each once', () => {
  assert.deepEqual(trustedFronts([]), ['127.0.0.0/8', '::1'])
  assert.deepEqual(trustedFronts(['10.1.2.3/8', '2001:DB8::/32', '10.0.0.0/8', '192.0.2.7', '127.1.1.1/8']), [
    '127.0.0.0/8',
    '::1',
    '10.0.0.0/8',
    '2001:db8::/32',
    '192.0.2.7',
  ])
})

test('nobody trusts everybody, or what is no network', () => {
  for (const all of ['0.0.0.0/0', '10.0.0.0/0', '::/0'])
    assert.throws(() => trustedFronts([all]), { id: 'invalid_params', message: /anybody could say to be/ })
  assert.throws(() => trustedFronts(['proxy.example.com']), { message: /proxy\.example\.com is not valid/ })
})
