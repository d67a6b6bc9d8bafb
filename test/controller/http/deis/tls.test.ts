import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertIsDeis } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('https is enforced, or not, or nobody has said', async (t) => {
  const { call, platform } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const enforced = async (method: string, body?: object) => {
    const answer = await call('owner', method, '/v2/apps/blog/tls/', body)
    assertIsDeis('tls', answer.body)
    return [answer.status, (answer.body as { https_enforced: unknown }).https_enforced]
  }
  assert.deepEqual(await enforced('GET'), [200, null])
  assert.deepEqual(await enforced('POST', { https_enforced: false }), [201, false])
  assert.deepEqual(await enforced('POST', { https_enforced: true }), [201, true])
  assert.deepEqual(await enforced('GET'), [200, true])
  assert.equal(platform.router.routings.get(app.id)?.httpsEnforced, true)
})

test('changing nothing is refused, and so is nothing', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const post = async (body: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/tls', body)
    return [answer.status, answer.body]
  }
  await post({ https_enforced: true })
  assert.deepEqual(await post({ https_enforced: true }), [409, { detail: 'owner changed nothing' }])
  assert.deepEqual(await post({}), [400, { https_enforced: ['This field is required.'] }])
})
