import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServedDynos } from '../../../src/controller/deploy/served-dynos.ts'

test('each controller begins with nothing known of its own', () => {
  const one = createServedDynos()
  one.unready.add('c1')
  one.dynos.set('a1', [])
  const other = createServedDynos()
  assert.deepEqual([other.unready.size, other.dynos.size, other.sending.size], [0, 0, 0])
})
