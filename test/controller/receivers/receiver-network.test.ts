import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import {
  createReceiverNetwork,
  openReceiverNetwork,
} from '../../../src/controller/receivers/receiver-network.ts'
import { testAuthority } from '../../fixtures/certificates.ts'

const message =
  "Nothing may be sent to localhost: it is the controller's own machine, or link-local. " +
  'Who runs the controller allows a network by `qp server --receiver-network`.'

test('a name or an address of this machine is refused, unless it is allowed', async () => {
  const closed = createReceiverNetwork({ allow: [] })
  await assert.rejects(closed.check('localhost'), { id: 'invalid_params', message })
  await assert.rejects(closed.check('127.0.0.1'), { id: 'invalid_params' })
  // Other spellings of 127.0.0.1, which the resolver knows.
  await assert.rejects(closed.check('2130706433'), { id: 'invalid_params' })
  await assert.rejects(closed.check('0x7f.1'), { id: 'invalid_params' })
  assert.throws(() => closed.checkAddress('::1'), { id: 'invalid_params' })
  assert.doesNotThrow(() => closed.checkAddress('localhost'))

  const open = createReceiverNetwork({ allow: ['127.0.0.0/8', '::1'] })
  await open.check('localhost')
  open.checkAddress('127.0.0.1')
})

test("each address of this machine's interfaces is refused, unless it is allowed", async () => {
  const closed = createReceiverNetwork({ allow: [] })
  const open = createReceiverNetwork({ allow: ['0.0.0.0/0', '::/0'] })
  for (const { address } of Object.values(networkInterfaces()).flatMap((it) => it ?? [])) {
    assert.throws(() => closed.checkAddress(address), { id: 'invalid_params' })
    await assert.rejects(closed.check(address), { id: 'invalid_params' })
    open.checkAddress(address)
    await open.check(address)
  }
})

test('an interface without a carrier is this machine too', {
  skip: process.platform !== 'linux',
}, async () => {
  const local = execFileSync('ip', ['-o', '-4', 'address'], { encoding: 'utf8' })
  const closed = createReceiverNetwork({ allow: [] })
  const addresses = [...local.matchAll(/ inet ([\d.]+)/g)].map(([, address = '']) => address)
  assert.notDeepEqual(addresses, [])
  for (const address of addresses)
    assert.throws(() => closed.checkAddress(address), { id: 'invalid_params' }, address)
})

test('a name that is not there is no reason to refuse it', async () => {
  await createReceiverNetwork({ allow: [] }).check('receiver.invalid')
})

test('a connection finds no address of a name that turned to this machine', async () => {
  const { lookup } = createReceiverNetwork({ allow: [] })
  const code = await new Promise((resolve) => {
    lookup('localhost', { all: false }, (error) => resolve(error?.code))
  })
  assert.equal(code, 'ENOTALLOWED')
})

test("an operator's authorities come beside those that everybody trusts", (t) => {
  const { caPem } = testAuthority(t)
  const { ca = [] } = createReceiverNetwork({ allow: [], ca: caPem })
  assert.ok(ca.length > 1 && ca.includes(caPem))
  assert.equal(createReceiverNetwork({ allow: [] }).ca, undefined)
})

test('they are read from a file', async (t) => {
  const { caFile, caPem } = testAuthority(t)
  assert.ok((await openReceiverNetwork({ allow: [], caFile })).ca?.includes(caPem))
  assert.equal((await openReceiverNetwork({ allow: [], caFile: null })).ca, undefined)
  await assert.rejects(openReceiverNetwork({ allow: [], caFile: `${caFile}.none` }), {
    id: 'invalid_params',
    message: /^--receiver-ca-file can't be read: ENOENT/,
  })
})

test('a network that is none is refused at the start', () => {
  assert.throws(() => createReceiverNetwork({ allow: ['here'] }), /The address here is not valid/)
})
