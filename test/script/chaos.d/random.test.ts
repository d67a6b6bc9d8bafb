import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../script/chaos.d/random.ts'

const draws = (seed: number, stream?: number) => {
  const random = seededRandom(seed, stream)
  return Array.from({ length: 20 }, () => random.below(1000))
}

test('the same seed draws the same, another seed and another stream something else', () => {
  assert.deepEqual(draws(7), draws(7))
  assert.deepEqual(draws(7, 3), draws(7, 3))
  assert.notDeepEqual(draws(7), draws(8))
  assert.notDeepEqual(draws(7, 3), draws(7, 4))
})

test('every number below the limit comes, about as often', () => {
  const random = seededRandom(1)
  const counts = [0, 0, 0, 0]
  for (let count = 0; count < 4000; count++) counts[random.below(4)] = (counts[random.below(4)] ?? 0) + 1
  for (const count of counts) assert.ok(count > 800 && count < 1200, String(counts))
})

test('weights are heeded, and nothing without a weight is picked', () => {
  const random = seededRandom(1)
  const picked = Array.from({ length: 1000 }, () => random.pickWeighted({ often: 9, rarely: 1, never: 0 }))
  const rarely = picked.filter((it) => it === 'rarely').length
  assert.ok(rarely > 50 && rarely < 150, String(rarely))
  assert.equal(picked.includes('never'), false)
})

test('there must be something to pick from', () => {
  assert.throws(() => seededRandom(1).pick([]), /nothing to pick from/)
  assert.throws(() => seededRandom(1).pickWeighted({}), /nothing to pick from/)
})
