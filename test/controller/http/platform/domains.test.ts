import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Domain {
  id: string
  hostname: string
  kind: string
  cname: string | null
}

test("a domain is added, listed beside the app's own, found and removed", async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const asked = { hostname: 'WWW.example.com', sni_endpoint: null }
  const added = await call('owner', 'POST', '/apps/blog/domains', asked)
  assert.equal(added.status, 201)
  assertIsResource('domain', added.body)
  assert.deepEqual(platform.router.routes.get(app.id)?.hostnames, ['blog.apps.example', 'www.example.com'])

  const list = (await call('owner', 'GET', '/apps/blog/domains')).body as Domain[]
  for (const it of list) assertIsResource('domain', it)
  assert.deepEqual(
    list.map((it) => [it.hostname, it.kind, it.cname]),
    [
      ['blog.apps.example', 'heroku', null],
      ['www.example.com', 'custom', 'blog.apps.example'],
    ],
  )
  const { id } = added.body as Domain
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/domains/www.example.com')).body, added.body)
  assert.deepEqual((await call('owner', 'GET', `/apps/blog/domains/${id}`)).body, added.body)

  const removed = await call('owner', 'DELETE', '/apps/blog/domains/www.example.com')
  assert.deepEqual([removed.status, removed.body], [200, added.body])
  assert.deepEqual(platform.router.routes.get(app.id)?.hostnames, ['blog.apps.example'])
})

test("what is not there, or is the app's own, can't be removed", async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  for (const hostname of ['www.example.com', 'blog.apps.example']) {
    const { status, body } = await call('owner', 'DELETE', `/apps/blog/domains/${hostname}`)
    const message = `No such domain: ${hostname}. \`qp domains\` lists them.`
    assert.deepEqual([status, body], [404, { id: 'not_found', message }])
  }
})

for (const hostname of ['localhost', 'a b.com', 'shop.apps.example', 5]) {
  test(`${JSON.stringify(hostname)} can't be added`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createEmptyApp(platform)
    assert.equal((await call('owner', 'POST', '/apps/blog/domains', { hostname })).status, 422)
  })
}
