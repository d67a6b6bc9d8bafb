import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultDynoSize, dynoSizes, getDynoSize } from '../../../src/controller/domain/dyno-size.ts'

test('a size is found in any spelling of case', () => {
  for (const text of ['Standard-2X', 'standard-2x', 'STANDARD-2X'])
    assert.deepEqual(getDynoSize(text), { name: 'Standard-2X', memoryMb: 1024, cpus: 2 })
})

test('the default is one of the sizes', () => {
  assert.ok(dynoSizes.includes(getDynoSize(defaultDynoSize)))
})

test('an unknown size is refused with those there are', () => {
  assert.throws(() => getDynoSize('huge'), {
    id: 'invalid_params',
    message:
      'No such dyno size: huge. There are Eco, Basic, Standard-1X, Standard-2X, Performance-M, Performance-L.',
  })
})

test('one that was misspelled is named', () => {
  assert.throws(() => getDynoSize('standrd-2x'), {
    message: /^No such dyno size: standrd-2x\. Did you mean Standard-2X\? There are /,
  })
})
