import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageOf, Problem, problem, problemStatus } from '../../../src/controller/domain/problem.ts'

test('a problem is an error with an id, and keeps its cause', () => {
  const cause = new Error('why')
  const made = problem('conflict', 'Taken.', { cause })
  assert.ok(made instanceof Problem && made instanceof Error)
  assert.deepEqual([made.id, made.message, made.cause, made.name], ['conflict', 'Taken.', cause, 'Problem'])
})

test('every id has the status of an HTTP error', () => {
  for (const status of Object.values(problemStatus)) assert.ok(status >= 400 && status < 600)
})

test('messageOf finds words for whatever was thrown', () => {
  assert.equal(messageOf(new TypeError('x is undefined')), 'x is undefined')
  assert.equal(messageOf('no'), 'no')
})
