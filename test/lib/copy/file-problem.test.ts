import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileProblem, hasCode } from '../../../src/lib/copy/file-problem.ts'
import { UserError } from '../../../src/lib/errors.ts'

test('what the file system says becomes a sentence', async () => {
  const error = await readFile('/none').catch((thrown: unknown) => thrown)
  const problem = fileProblem(error, 'read x')
  assert.ok(problem instanceof UserError)
  assert.deepEqual([problem.message, problem.code], ["can't read x: no such file or directory.", 'enoent'])
  assert.equal(hasCode(error, 'ENOENT'), true)
})

test('anything else stays', () => {
  const error = new Error('x')
  assert.equal(fileProblem(error, 'read'), error)
  assert.equal(fileProblem('x', 'read'), 'x')
  assert.equal(hasCode(error, 'ENOENT'), false)
})
