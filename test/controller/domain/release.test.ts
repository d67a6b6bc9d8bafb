import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeDeploy, describeRollback, rolledBackTo } from '../../../src/controller/domain/release.ts'

test("descriptions are Heroku's", () => {
  assert.equal(describeDeploy('1a2b3c4d5e6f708192a3b4c5d6e7f80912345678'), 'Deploy 1a2b3c4d')
  assert.equal(describeRollback(12), 'Rollback to v12')
})

test('a rollback is known by its description, and by nothing else', () => {
  assert.equal(rolledBackTo(describeRollback(12)), 12)
  for (const other of ['Deploy 1a2b3c4d', 'Set A config vars', 'Rollback to v', 'Not Rollback to v1'])
    assert.equal(rolledBackTo(other), undefined)
})
