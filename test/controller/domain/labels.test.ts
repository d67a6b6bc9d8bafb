import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labels } from '../../../src/controller/domain/labels.ts'

test('labels are ours and no two are the same', () => {
  const names = Object.values(labels)
  assert.equal(new Set(names).size, names.length)
  for (const name of names) assert.match(name, /^qp\.[a-z-]+$/)
})
