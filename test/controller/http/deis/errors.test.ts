import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('what is refused has the shapes that Deis has', async (t) => {
  const { call, server, tokens, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const post = (payload: string) =>
    server.inject({
      method: 'POST',
      url: '/v2/apps/',
      headers: { authorization: `token ${tokens.owner}`, 'content-type': 'application/json' },
      payload,
    })
  const ask = async (who: 'nobody' | 'owner' | 'stranger', path: string) => {
    const { status, body } = await call(who, 'GET', path)
    return [status, body]
  }
  const missing = 'No App matches the given query.'
  assert.deepEqual(await ask('nobody', '/v2/apps/'), [
    401,
    { detail: 'Authentication credentials were not provided.' },
  ])
  assert.deepEqual(await ask('owner', '/v2/apps/nope/'), [404, missing])
  assert.deepEqual(await ask('stranger', '/v2/apps/blog/'), [404, missing])
  const bad = await server.inject({
    method: 'GET',
    url: '/v2/apps/',
    headers: { authorization: 'token nonsense' },
  })
  assert.deepEqual([bad.statusCode, bad.json()], [401, { detail: 'Invalid token.' }])
  const broken = await post('{"id":')
  assert.equal(broken.statusCode, 400)
  assert.match(broken.json<{ detail: string }>().detail, /^JSON parse error - /)
  assert.deepEqual((await post('{"id":"blog"}')).json(), { id: ['Application with this id already exists.'] })
  const wrong = await post('{"id":["x"]}')
  assert.equal(wrong.statusCode, 400)
  assert.deepEqual(Object.keys(wrong.json<object>()), ['id'])
})
