import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, CancelError, RemoteExit, UsageError, UserError } from '../../src/lib/errors.ts'

test('an error is known by its name, also from another copy of this file', () => {
  const errors = [
    new UsageError('x'),
    new UserError('x'),
    new ApiError('x', { status: 404, code: 'not_found' }),
    new CancelError('x'),
    new RemoteExit(3),
  ]
  assert.deepEqual(
    errors.map((it) => it.name),
    ['UsageError', 'UserError', 'ApiError', 'CancelError', 'RemoteExit'],
  )
})

test('a UserError exits 1 as "failed" unless it says more, and keeps its cause', () => {
  const cause = new Error('why')
  const { exitCode, code, hint, cause: kept } = new UserError('x', { cause })
  assert.deepEqual(
    { exitCode, code, hint, kept },
    { exitCode: 1, code: 'failed', hint: undefined, kept: cause },
  )
})
