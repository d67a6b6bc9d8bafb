import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOnly, readValues, type Value, writeValues } from '../../../src/lib/dbus/values.ts'

// By hand, after the examples of the specification.
const golden: { types: string; values: Value[]; hex: string }[] = [
  { types: 'y', values: [7], hex: '07' },
  { types: 'yu', values: [7, 1], hex: '07000000 01000000' },
  { types: 's', values: ['foo'], hex: '03000000 666f6f00' },
  { types: 'su', values: ['+', 2], hex: '01000000 2b00 0000 02000000' },
  { types: 'g', values: ['as'], hex: '02 617300' },
  { types: 'v', values: [{ type: 'b', value: true }], hex: '01 6200 00 01000000' },
  { types: 'ay', values: [Buffer.from([1, 2])], hex: '02000000 0102' },
  { types: 'ao', values: [['/a', '/b']], hex: '0f000000 02000000 2f6100 00 02000000 2f6200' },
  // What is left free before the first struct does not count; what is between two does.
  { types: 'a(yu)', values: [[[1, 2]]], hex: '08000000 00000000 01000000 02000000' },
  { types: 'a{ss}', values: [[['k', 'v']]], hex: '0e000000 00000000 01000000 6b00 0000 01000000 7600' },
  { types: 'a{ss}', values: [[]], hex: '00000000 00000000' },
]
for (const { types, values, hex } of golden)
  test(`${JSON.stringify(values)} as ${types} is ${hex}, and back`, () => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    assert.equal(writeValues(types, values).toString('hex'), bytes.toString('hex'))
    assert.deepEqual(readOnly(types, bytes, true), { values, end: bytes.length })
  })

test('numbers are read in the order of the sender', () => {
  assert.deepEqual(
    readValues('us', Buffer.from('00000102000000026869 00'.replaceAll(' ', ''), 'hex'), false),
    [258, 'hi'],
  )
})

test('what ends too early, or is of a type that nobody here speaks, is no value', () => {
  for (const [types, hex] of [
    ['u', '0100'],
    ['s', '09000000666f6f00'],
    ['ay', 'ffffff7f01'],
  ] as const)
    assert.throws(() => readValues(types, Buffer.from(hex, 'hex'), true), RangeError)
  assert.throws(() => readValues('t', Buffer.alloc(8), true), TypeError)
  assert.throws(() => writeValues('t', [1]), TypeError)
  assert.throws(() => writeValues('v', ['x']), TypeError)
})
