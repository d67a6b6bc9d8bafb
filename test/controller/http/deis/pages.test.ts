import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('a list comes in parts that say where the others are', async (t) => {
  const { call, platform, users } = await createTestServer(t)
  for (const name of ['app-one', 'app-three', 'app-two']) await createApp(platform, users.owner, name)
  const ask = async (path: string) => {
    const { status, body } = await call('owner', 'GET', path)
    const { count, next, previous, results } = body as Record<string, unknown> & { results: { id: string }[] }
    return [status, count, next, previous, results.map((it) => it.id).join()]
  }
  const at = 'http://localhost/v2/apps/'
  assert.deepEqual(await ask('/v2/apps/'), [200, 3, null, null, 'app-one,app-three,app-two'])
  assert.deepEqual(await ask('/v2/apps/?limit=1'), [200, 3, `${at}?limit=1&offset=1`, null, 'app-one'])
  assert.deepEqual(await ask('/v2/apps/?limit=1&offset=1'), [
    200,
    3,
    `${at}?limit=1&offset=2`,
    `${at}?limit=1`,
    'app-three',
  ])
  assert.deepEqual(await ask('/v2/apps/?limit=2&offset=2'), [200, 3, null, `${at}?limit=2`, 'app-two'])
  assert.equal((await call('owner', 'GET', '/v2/apps/?limit=x')).status, 400)
})
