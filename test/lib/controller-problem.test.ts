import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../src/controller/domain/problem.ts'
import { withControllerProblems } from '../../src/lib/controller-problem.ts'

test('what the controller refuses is a sentence for the person', async () => {
  const refusal = problem('conflict', 'Another qp server works here.')
  await assert.rejects(withControllerProblems(Promise.reject(refusal)), {
    name: 'UserError',
    message: 'Another qp server works here.',
    cause: refusal,
  })
})

test('anything else stays what it is', async () => {
  const bug = new TypeError('x is undefined')
  await assert.rejects(withControllerProblems(Promise.reject(bug)), bug)
  assert.equal(await withControllerProblems(Promise.resolve(1)), 1)
})
