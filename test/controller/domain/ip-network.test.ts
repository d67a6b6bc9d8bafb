import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIpNetwork } from '../../../src/controller/domain/ip-network.ts'

const spellings: Record<string, string> = {
  '192.0.2.7': '192.0.2.7',
  ' 192.0.2.7/32 ': '192.0.2.7',
  '10.1.2.3/8': '10.0.0.0/8',
  '198.51.100.255/25': '198.51.100.128/25',
  '0.0.0.0/0': '0.0.0.0/0',
  '2001:DB8:0:0::1': '2001:db8::1',
  '2001:db8:ffff::1/33': '2001:db8:8000::/33',
  '::1/128': '::1',
  '::/0': '::/0',
  '::ffff:192.0.2.7': '192.0.2.7',
  '::ffff:10.1.2.3/104': '10.0.0.0/8',
}

for (const [spelling, text] of Object.entries(spellings)) {
  test(`${JSON.stringify(spelling)} is ${text}, by which it is found again`, () => {
    const network = parseIpNetwork(spelling)
    assert.equal(network.text, text)
    assert.deepEqual(parseIpNetwork(text), network)
  })
}

test('the bytes are those of the network', () => {
  assert.deepEqual(parseIpNetwork('10.1.2.3/12'), { text: '10.0.0.0/12', bytes: [10, 0, 0, 0], bits: 12 })
  const { bytes, bits } = parseIpNetwork('2001:db8::ff00:1/127')
  assert.deepEqual([Buffer.from(bytes).toString('hex'), bits], ['20010db80000000000000000ff000000', 127])
})

for (const text of [
  '',
  'zzz',
  '1.2.3',
  '1.2.3.4/33',
  '1.2.3.4/',
  '1.2.3.4/8/8',
  '1.2.3.4/-1',
  '::1/129',
  'fe80::1%eth0',
  '01.2.3.4',
  '1.2.3.4/0x8',
]) {
  test(`${JSON.stringify(text)} is none`, () => {
    assert.throws(() => parseIpNetwork(text), {
      id: 'invalid_params',
      message: new RegExp(`^The address ${RegExp.escape(text)} is not valid\\. Use `),
    })
  })
}
