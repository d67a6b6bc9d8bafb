import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseIpNetwork } from '../../../src/controller/domain/ip-network.ts'
import { isReceiverAllowed } from '../../../src/controller/domain/receiver-address.ts'

const forbidden = [
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '169.254.169.254',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '::127.0.0.1',
  'fd00:ec2::254',
  '168.63.129.16',
]
for (const address of forbidden) {
  test(`nothing is sent to ${address} unless that is allowed`, () => {
    assert.equal(isReceiverAllowed(address, { allowed: [], own: [] }), false)
    const everything = [parseIpNetwork('0.0.0.0/0'), parseIpNetwork('::/0')]
    assert.equal(isReceiverAllowed(address, { allowed: everything, own: [] }), true)
  })
}

for (const address of [
  '192.0.2.7',
  '10.0.0.1',
  '172.17.0.1',
  '192.168.1.9',
  '126.255.255.255',
  '2001:db8::1',
  '64:ff9b::c000:207',
  '2002:c000:207::1',
  'fd00::1',
]) {
  test(`${address} may be sent to`, () =>
    assert.equal(isReceiverAllowed(address, { allowed: [], own: [] }), true))
}

test('what is allowed is that network alone', () => {
  const allowed = [parseIpNetwork('127.0.0.2/31')]
  assert.equal(isReceiverAllowed('127.0.0.3', { allowed, own: [] }), true)
  assert.equal(isReceiverAllowed('127.0.0.4', { allowed, own: [] }), false)
  assert.equal(isReceiverAllowed('::1', { allowed, own: [] }), false)
})

test("this machine's own addresses are refused as loopback is", () => {
  const own = ['172.17.0.1', '192.168.1.9', 'fd00::1', 'fe80::1%eth0']
  for (const address of ['172.17.0.1', '::ffff:172.17.0.1', 'fd00::1', 'fd00:0::1'])
    assert.equal(isReceiverAllowed(address, { allowed: [], own }), false)
  assert.equal(isReceiverAllowed('172.17.0.2', { allowed: [], own }), true)
  const allowed = [parseIpNetwork('172.17.0.0/16')]
  assert.equal(isReceiverAllowed('172.17.0.1', { allowed, own }), true)
  assert.equal(isReceiverAllowed('192.168.1.9', { allowed, own }), false)
})
