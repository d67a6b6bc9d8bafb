import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeployedApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  await createDeployedApp(platform, { processTypes: { web: 'serve', hooks: 'hook' } })
  const ask = async (method: string, body?: object) => {
    const answer = await call('owner', method, '/v2/apps/blog/services/', body)
    return [answer.status, answer.body]
  }
  return { platform, ask }
}

test('a service is added, changed, left alone and removed', async (t) => {
  const { ask } = await prepare(t)
  const hooks = (path: string) => ({ procfile_type: 'hooks', path_pattern: path })
  assert.deepEqual(await ask('GET'), [200, { services: [] }])
  assert.deepEqual(await ask('POST', hooks('/hooks')), [201, ''])
  assert.deepEqual(await ask('POST', hooks('/hooks')), [204, ''])
  assert.deepEqual(await ask('POST', hooks('/hooks, ~ ^/users')), [201, ''])
  assert.deepEqual(await ask('GET'), [200, { services: [hooks('/hooks,~ ^/users')] }])
  assert.deepEqual(await ask('DELETE', { procfile_type: 'hooks' }), [204, ''])
  assert.deepEqual(await ask('GET'), [200, { services: [] }])
})

test('what is refused', async (t) => {
  const { ask } = await prepare(t)
  assert.deepEqual(await ask('DELETE', { procfile_type: 'hooks' }), [
    404,
    'No Service matches the given query.',
  ])
  assert.deepEqual(await ask('POST', { procfile_type: 'nothing', path_pattern: '/a' }), [
    404,
    { detail: 'Container type nothing does not exist in application' },
  ])
  assert.deepEqual(await ask('POST', { procfile_type: 'hooks' }), [
    400,
    { path_pattern: ['This field is required.'] },
  ])
  const [status, body] = await ask('POST', { procfile_type: 'hooks', path_pattern: 'nowhere' })
  assert.equal(status, 400)
  assert.match((body as { detail: string }).detail, /^"nowhere" is no route/)
})
