import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permsFlags } from '../../src/lib/admin-flag.ts'

test('perms are about an app or about the controller, and never both', () => {
  assert.deepEqual(permsFlags.admin.exclusive, ['app', 'remote'])
  assert.deepEqual(Object.keys(permsFlags).sort(), ['admin', 'app', 'controller', 'remote'])
})
