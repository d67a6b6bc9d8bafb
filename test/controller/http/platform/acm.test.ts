import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const acme = { directory: 'https://ca.test/dir', email: 'ops@example.com', caFile: null }

test('an app tells whether it gets certificates, and its domains how far they are', async (t) => {
  const { platform, call } = await createTestServer(t, { settings: { acme } })
  await createEmptyApp(platform)
  await call('owner', 'POST', '/apps/blog/domains', { hostname: 'www.example.com' })
  const states = async () => {
    const { body } = await call('owner', 'GET', '/apps/blog/domains')
    return (body as { acm_status: string | null }[]).map((it) => it.acm_status)
  }
  const enabled = await call('owner', 'POST', '/apps/blog/acm', {})
  assert.deepEqual([enabled.status, (enabled.body as { acm: boolean }).acm], [200, true])
  assert.deepEqual(await states(), [null, 'pending'])
  assert.equal((await call('owner', 'PATCH', '/apps/blog/acm', { acm_refresh: true })).status, 200)
  assert.equal((await call('owner', 'PATCH', '/apps/blog/acm', {})).status, 422)
  const disabled = await call('owner', 'DELETE', '/apps/blog/acm')
  assert.deepEqual([disabled.status, (disabled.body as { acm: boolean }).acm], [200, false])
  assert.deepEqual(await states(), [null, null])
})

test('a controller without an authority refuses', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.equal((await call('owner', 'POST', '/apps/blog/acm', {})).status, 422)
})
