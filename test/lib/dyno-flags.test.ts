import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chosenDynos, describeDynos } from '../../src/lib/dyno-flags.ts'

test('dynos are chosen by either flag, or by an argument', () => {
  assert.equal(chosenDynos({ 'process-type': 'web' }, 'web.1'), 'web')
  assert.equal(chosenDynos({ 'dyno-name': 'web.2' }, 'web.1'), 'web.2')
  assert.equal(chosenDynos({}, 'web.1'), 'web.1')
  assert.equal(chosenDynos({}), undefined)
})

test('describeDynos', () => {
  assert.deepEqual(['web.1', 'blog-web-3284379810-k5twh', 'web', 'web-hooks', undefined].map(describeDynos), [
    'dyno web.1',
    'dyno blog-web-3284379810-k5twh',
    'all web dynos',
    'all web-hooks dynos',
    'all dynos',
  ])
})
