import assert from 'node:assert/strict'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { herokuEnvironment } from '../../../script/conformance.d/heroku-environment.ts'
import { tempDir } from '../../fixtures/temp-dir.ts'

test('the program finds the controller and nobody else', { timeout: 120_000 }, async (t) => {
  const folder = await tempDir(t)
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'data/admin-token'), 'the token\n')
  await using environment = await herokuEnvironment({
    URL: 'http://127.0.0.1:5005',
    ADMIN_TOKEN: join(folder, 'data/admin-token'),
  })
  const { variables } = environment
  assert.equal(variables['HEROKU_HOST'], 'http://localhost:5005')
  assert.equal(variables['HEROKU_API_KEY'], 'the token')
  assert.match(variables['HEROKU_GIT_HOST'] ?? '', /^localhost:\d+$/)
  await access(variables['NODE_EXTRA_CA_CERTS'] ?? '')
})
