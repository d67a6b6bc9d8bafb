import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyLabelChanges } from '../../../src/controller/domain/app-label.ts'

test('labels are added, changed and taken away; a value is any line', () => {
  const changes = { team: 'frontend', git_repo: 'https://example.com/a b', old: null, note: '' }
  assert.deepEqual(applyLabelChanges({ team: 'backend', old: '1', kept: '2' }, changes), {
    team: 'frontend',
    kept: '2',
    git_repo: 'https://example.com/a b',
    note: '',
  })
})

const refused: Record<string, string>[] = [
  { 'a b': '1' },
  { '-a': '1' },
  { ['a'.repeat(64)]: '1' },
  { a: 'b\nc' },
  { a: 'b'.repeat(256) },
]
for (const changes of refused) {
  test(`${JSON.stringify(changes).slice(0, 20)} is refused`, () => {
    assert.throws(() => applyLabelChanges({}, changes), { id: 'invalid_params' })
  })
}
