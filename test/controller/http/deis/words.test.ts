import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../../../src/controller/domain/problem.ts'
import { wordsOf } from '../../../../src/controller/http/deis/words.ts'

test("a rule that Deis's clients know is told by their words, and others by ours", () => {
  assert.deepEqual(wordsOf(problem('invalid_params', 'Taken.', { reason: 'app_exists' })), {
    id: ['Application with this id already exists.'],
  })
  assert.deepEqual(wordsOf(problem('invalid_params', 'Too long.', { reason: 'app_name_format' })), {
    id: ['Too long.'],
  })
  assert.equal(wordsOf(problem('invalid_params', 'No such size.')), undefined)
})
