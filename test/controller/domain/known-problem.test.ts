import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownProblem } from '../../../src/controller/domain/known-problem.ts'
import { problem } from '../../../src/controller/domain/problem.ts'

test('a problem is known as it is, a full disk as what it means, and a fault of ours not', () => {
  const refused = problem('forbidden', 'You may not do that.')
  assert.equal(knownProblem(refused), refused)
  assert.equal(knownProblem(Object.assign(new Error('write'), { code: 'ENOSPC' }))?.id, 'storage_unavailable')
  assert.equal(knownProblem(new TypeError('x is undefined')), undefined)
})
