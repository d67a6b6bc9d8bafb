import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeDeploy, describeRollback } from '../../../src/controller/domain/release.ts'

test("descriptions are Heroku's", () => {
  assert.equal(describeDeploy('1a2b3c4d5e6f708192a3b4c5d6e7f80912345678'), 'Deploy 1a2b3c4d')
  assert.equal(describeRollback(12), 'Rollback to v12')
})
