import assert from 'node:assert/strict'
import { test } from 'node:test'
import { der } from '../../src/x509/der.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('a length of 128 and more says in how many bytes it stands', () => {
  assert.equal(hex(der.octetString(Buffer.alloc(127))).slice(0, 4), '047f')
  assert.equal(hex(der.octetString(Buffer.alloc(128))).slice(0, 6), '048180')
  assert.equal(hex(der.octetString(Buffer.alloc(65_536))).slice(0, 10), '0483010000')
})

test('a number has no zeros in front but the one that keeps it above 0', () => {
  assert.equal(hex(der.integer(Uint8Array.of(0, 0, 1))), '020101')
  assert.equal(hex(der.integer(Uint8Array.of(0x80))), '02020080')
  assert.equal(hex(der.integer(Uint8Array.of(0))), '020100')
})

test('an object id packs its numbers in seven bits each', () => {
  assert.equal(hex(der.objectId('1.2.840.113549')), '06062a864886f70d')
})
