import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../../../src/controller/domain/problem.ts'
import { orUnavailable } from '../../../../src/controller/http/deis/unavailable.ts'

test('dynos that do not come up are told with what was to be done, and nothing else is', async () => {
  assert.equal(await orUnavailable('scale', Promise.resolve(1)), 1)
  const failed = problem('release_failed', 'web.1 ended.')
  await assert.rejects(orUnavailable('scale', Promise.reject(failed)), {
    id: 'engine_unavailable',
    message: '(scale): web.1 ended.',
  })
  const other = problem('not_found', 'No such process type.')
  await assert.rejects(orUnavailable('scale', Promise.reject(other)), other)
})
