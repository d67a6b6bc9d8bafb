import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const asked = { include: ['api:release', 'dyno'], level: 'sync', url: 'https://example.com/hooks' }

test('a webhook is added, shown without its secrets, changed and removed', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app: blog } = await createEmptyApp(platform)
  const secrets = { secret: 'hunter2', authorization: 'Bearer hunter3' }
  const added = await call('owner', 'POST', '/apps/blog/webhooks', { ...asked, ...secrets })
  assert.equal(added.status, 201)
  // As `app_webhook` of Heroku's schema has it.
  const { app, created_at, updated_at, ...rest } = added.body as {
    app: object
    created_at: string
    updated_at: string
  }
  assert.deepEqual(
    [app, rest],
    [
      { id: blog.id, name: 'blog' },
      { id: (added.body as { id: string }).id, ...asked },
    ],
  )
  assert.ok(created_at && created_at === updated_at)
  assert.equal(added.headers['heroku-webhook-secret'], undefined)
  const { id } = added.body as { id: string }
  const listed = await call('owner', 'GET', '/apps/blog/webhooks')
  const shown = await call('owner', 'GET', `/apps/blog/webhooks/${id}`)
  assert.deepEqual([listed.body, shown.body], [[added.body], added.body])
  assert.equal(JSON.stringify([added.body, listed.body]).includes('hunter'), false)

  const changed = await call('owner', 'PATCH', `/apps/blog/webhooks/${id}`, { level: 'notify' })
  assert.equal((changed.body as { level: string }).level, 'notify')
  assert.equal((await platform.store.webhooks.find(blog.id, id))?.secret, 'hunter2')
  const removed = await call('owner', 'DELETE', `/apps/blog/webhooks/${id}`)
  assert.deepEqual([removed.status, removed.body], [200, changed.body])
  assert.equal((await call('owner', 'GET', `/apps/blog/webhooks/${id}`)).status, 404)
})

test('a secret that was made up is shown once, in a header', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const added = await call('owner', 'POST', '/apps/blog/webhooks', asked)
  const { id } = added.body as { id: string }
  const secretOf = async () => (await platform.store.webhooks.find(app.id, id))?.secret
  assert.equal(added.headers['heroku-webhook-secret'], await secretOf())
  assert.match(String(await secretOf()), /^[0-9a-f]{60}$/)

  const same = await call('owner', 'PATCH', `/apps/blog/webhooks/${id}`, { url: 'https://example.com/other' })
  assert.equal(same.headers['heroku-webhook-secret'], undefined)
  const rotated = await call('owner', 'PATCH', `/apps/blog/webhooks/${id}`, { secret: null })
  assert.equal(rotated.headers['heroku-webhook-secret'], await secretOf())
  assert.notEqual(rotated.headers['heroku-webhook-secret'], added.headers['heroku-webhook-secret'])
})

for (const [what, wrong] of Object.entries({
  'something that is not told of': { include: ['api:addon'] },
  'a level that is none': { level: 'maybe' },
  'no URL': { url: undefined },
})) {
  test(`${what} is refused`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createEmptyApp(platform)
    assert.equal((await call('owner', 'POST', '/apps/blog/webhooks', { ...asked, ...wrong })).status, 422)
  })
}
