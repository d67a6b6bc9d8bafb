import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePermissionsFlag } from '../../src/lib/permissions-flag.ts'

test('words apart by commas; none at all is refused', () => {
  assert.deepEqual(parsePermissionsFlag('deploy, operate'), ['deploy', 'operate'])
  assert.equal(parsePermissionsFlag(undefined), undefined)
  for (const text of ['', ',', ' , '])
    assert.throws(() => parsePermissionsFlag(text), {
      name: 'UsageError',
      message: /^--permissions names none\./,
    })
})
