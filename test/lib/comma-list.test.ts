import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCommaList } from '../../src/lib/comma-list.ts'

test('words apart by commas, with or without space', () => {
  assert.deepEqual(parseCommaList('deploy, operate,view'), ['deploy', 'operate', 'view'])
  assert.deepEqual(parseCommaList('read'), ['read'])
  assert.deepEqual(parseCommaList(' , '), [])
  assert.equal(parseCommaList(undefined), undefined)
})
