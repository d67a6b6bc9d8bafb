import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildFilters } from '../../../../src/controller/engine/docker/filters.ts'

test('labels as Docker filters by them', () => {
  assert.deepEqual(buildFilters({ 'qp.app': 'blog', note: 'a=b' }, { type: ['container'] }), {
    type: ['container'],
    label: ['qp.app=blog', 'note=a=b'],
  })
})
