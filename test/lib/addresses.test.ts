import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameNetwork, parseAddresses } from '../../src/lib/addresses.ts'

test('addresses stand apart by commas, spaces or both', () => {
  const expected = ['192.0.2.7', '10.0.0.0/8', '::1']
  for (const words of [['192.0.2.7,10.0.0.0/8,::1'], expected, ['192.0.2.7, 10.0.0.0/8', ',::1,']])
    assert.deepEqual(parseAddresses(words), expected)
})

test('none is a mistake', () => {
  assert.throws(() => parseAddresses([', ,', '']), { name: 'UsageError' })
})

for (const [one, other, isSame] of [
  ['2001:DB8:0::/32', '2001:db8::/32', true],
  ['10.1.2.3/8', '10.0.0.0/8', true],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['::ffff:192.0.2.7', '192.0.2.7', true],
  ['::ffff:192.0.2.0/120', '192.0.2.0/24', true],
  ['10.1.2.3/16', '10.0.0.0/8', false],
  ['192.0.2.8', '192.0.2.7', false],
  ['::1', '0.0.0.1', false],
  ['zzz', 'zzz', true],
  ['10.0.0.0/99', '10.0.0.0/8', false],
] as const)
  test(`${one} and ${other} are ${isSame ? 'the same addresses' : 'others'}`, () => {
    assert.equal(isSameNetwork(one, other), isSame)
  })
