import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Feature {
  id: string
  name: string
  state: string
  enabled: boolean
}

test('session affinity is a feature of each app, and acts', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const list = (await call('owner', 'GET', '/apps/blog/features')).body as Feature[]
  for (const it of list) assertIsResource('app-feature', it)
  assert.deepEqual(
    list.map((it) => [it.name, it.state, it.enabled]),
    [
      ['http-session-affinity', 'general', false],
      ['preboot', 'general', true],
    ],
  )
  const one = '/apps/blog/features/http-session-affinity'
  assert.deepEqual((await call('owner', 'GET', one)).body, list[0])
  assert.deepEqual((await call('owner', 'GET', `/apps/blog/features/${list[0]?.id}`)).body, list[0])
  const on = await call('owner', 'PATCH', one, { enabled: true })
  assert.deepEqual([on.status, (on.body as Feature).enabled], [200, true])
  assert.equal(platform.router.routings.get(app.id)?.hasSessionAffinity, true)
  assert.deepEqual((await call('owner', 'GET', one)).body, on.body)
})

test('preboot is always on', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const one = '/apps/blog/features/preboot'
  const on = await call('owner', 'PATCH', one, { enabled: true })
  assert.deepEqual([on.status, (on.body as Feature).enabled], [200, true])
  assert.deepEqual((await call('owner', 'GET', one)).body, on.body)
  const off = await call('owner', 'PATCH', one, { enabled: false })
  assert.equal(off.status, 422)
  assert.match((off.body as { message: string }).message, /^preboot is always on\. .* `qp ps:stop web`\.$/)
})

test('there are no others, and an account has none', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const message = 'No such feature: x. `qp features` lists those of an app.'
  for (const path of ['/apps/blog/features/x', '/account/features/x']) {
    for (const [method, body] of [['GET'], ['PATCH', { enabled: true }]] as const) {
      const answer = await call('owner', method, path, body)
      assert.deepEqual([answer.status, answer.body], [404, { id: 'not_found', message }])
    }
  }
  assert.deepEqual((await call('owner', 'GET', '/account/features')).body, [])
})
