import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthProblem } from '../../../src/controller/domain/oauth-problem.ts'
import { Problem } from '../../../src/controller/domain/problem.ts'

test('a refusal has a word for OAuth and an id for the Platform API', () => {
  const refusal = new OAuthProblem('invalid_client', 'Who are you?')
  assert.ok(refusal instanceof Problem)
  assert.deepEqual(
    [refusal.error, refusal.id, refusal.message],
    ['invalid_client', 'unauthorized', 'Who are you?'],
  )
})
