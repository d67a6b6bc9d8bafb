import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePermissions } from '../../../src/controller/domain/permission.ts'

test('permissions are read each once and in order, and whoever has one may see the app', () => {
  assert.deepEqual(parsePermissions(['operate', 'deploy', 'operate']), ['view', 'deploy', 'operate'])
  assert.deepEqual(parsePermissions(['view']), ['view'])
  assert.deepEqual(parsePermissions(['manage']), ['view', 'manage'])
})

test('no word at all is not taken for any', () => {
  assert.throws(() => parsePermissions([]), {
    id: 'invalid_params',
    message: 'No permission is named. There are view, deploy, operate, manage.',
  })
})

test('a word that is no permission is told of', () => {
  assert.throws(() => parsePermissions(['view', 'admin']), {
    id: 'invalid_params',
    message: 'No such permission: admin. There are view, deploy, operate, manage.',
  })
})
