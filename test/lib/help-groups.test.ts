import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupTopics } from '../../src/lib/help-groups.ts'

test('topics stand in their groups, in the order of these; all others are at the end', () => {
  assert.deepEqual(groupTopics(['zoo', 'ps', 'config', 'apps', 'help']), [
    { title: 'YOUR APPS', topics: ['apps', 'config'] },
    { title: 'WHAT RUNS', topics: ['ps'] },
    { title: 'QP ITSELF', topics: ['help', 'zoo'] },
  ])
})
