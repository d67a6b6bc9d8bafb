import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseScaleArguments, parseSizeArguments } from '../../src/lib/formation-arguments.ts'
import { aFormation } from '../fixtures/resources.ts'

test('parseScaleArguments', () => {
  assert.deepEqual(parseScaleArguments(['web=0', 'a-b-2', 'x_y+10:Standard-2X']), [
    { type: 'web', quantity: '0' },
    { type: 'a-b', quantity: '-2' },
    { type: 'x_y', quantity: '+10', size: 'Standard-2X' },
  ])
  for (const word of ['', 'web', 'web:2', 'web=', 'web=-1', '=2', 'web=2:', 'web=1.5']) {
    assert.throws(() => parseScaleArguments([word]), { name: 'UsageError' }, word)
  }
})

test('parseSizeArguments: one size for all, or one for each', () => {
  const formation = [aFormation('web', 1), aFormation('worker', 0)]
  assert.deepEqual(parseSizeArguments([], formation), [])
  assert.deepEqual(parseSizeArguments(['basic'], formation), [
    { type: 'web', size: 'basic' },
    { type: 'worker', size: 'basic' },
  ])
  assert.deepEqual(parseSizeArguments(['web=basic'], formation), [{ type: 'web', size: 'basic' }])
  for (const words of [['web='], ['a', 'b'], ['web=basic', 'worker']]) {
    assert.throws(() => parseSizeArguments(words, formation), { name: 'UsageError' })
  }
})
