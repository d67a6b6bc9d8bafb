import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddresses } from '../../src/lib/addresses.ts'

test('addresses stand apart by commas, spaces or both', () => {
  const expected = ['192.0.2.7', '10.0.0.0/8', '::1']
  for (const words of [['192.0.2.7,10.0.0.0/8,::1'], expected, ['192.0.2.7, 10.0.0.0/8', ',::1,']])
    assert.deepEqual(parseAddresses(words), expected)
})

test('none is a mistake', () => {
  assert.throws(() => parseAddresses([', ,', '']), { name: 'UsageError' })
})
