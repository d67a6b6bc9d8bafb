import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appPath } from '../../../src/api-client/platform/app-path.ts'

test('appPath keeps what was typed within its place', () => {
  assert.equal(appPath('blog'), '/apps/blog')
  assert.equal(appPath('blog', 'releases', 12, 'config-vars'), '/apps/blog/releases/12/config-vars')
  assert.equal(appPath('../x?y#z', 'dynos', 'a/b'), '/apps/..%2Fx%3Fy%23z/dynos/a%2Fb')
})
