import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedNothing } from '../../../../src/controller/http/deis/unchanged.ts'
import { aUser } from '../../../fixtures/stored.ts'

test('who changed nothing is told so by name', () => {
  const { id, message } = changedNothing(aUser('jim'))
  assert.deepEqual([id, message], ['conflict', 'jim changed nothing'])
})
