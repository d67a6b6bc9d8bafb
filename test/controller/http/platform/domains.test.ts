import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCertificate } from '../../../../src/controller/deploy/change-certificates.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'
import { until } from '../../../fixtures/until.ts'

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

test('a domain is told which certificate it has, and given another or none', async (t) => {
  const { platform, call } = await createTestServer(t)
  platform.clock.at = new Date()
  const { app } = await createEmptyApp(platform)
  const { cert, key } = testAuthority(t).issue(['www.example.com', 'blog.apps.example']).pem
  const { id, name } = await addCertificate(platform, app, { chain: cert, privateKey: key })
  const asked = { hostname: 'www.example.com', sni_endpoint: name }
  const added = await call('owner', 'POST', '/apps/blog/domains', asked)
  const endpointOf = (it: unknown) => (it as { sni_endpoint: unknown }).sni_endpoint
  assert.deepEqual(endpointOf(added.body), { id, name })
  const list = (await call('owner', 'GET', '/apps/blog/domains')).body as Domain[]
  assert.deepEqual(list.map(endpointOf), [
    { id, name },
    { id, name },
  ])

  const set = (sni_endpoint: string | null) =>
    call('owner', 'PATCH', '/apps/blog/domains/www.example.com', { sni_endpoint })
  assert.equal(endpointOf((await set(null)).body), null)
  assert.deepEqual(endpointOf((await set(id)).body), { id, name })
  assert.equal((await set('other')).status, 404)
  assert.equal((await call('owner', 'PATCH', '/apps/blog/domains/www.example.com', {})).status, 422)
})

test('a domain is pending until the router has it', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const { promise: pushed, resolve: finishPush } = Promise.withResolvers<void>()
  const push = platform.turns.take(app.id, () => pushed)
  const adding = call('owner', 'POST', '/apps/blog/domains', { hostname: 'www.example.com' })
  const statusNow = async () => {
    const { body } = await call('owner', 'GET', '/apps/blog/domains')
    return (body as { hostname: string; status: string }[]).find((it) => it.hostname === 'www.example.com')
      ?.status
  }
  await until('it is pending', async () => (await statusNow()) === 'pending')
  finishPush()
  await push
  assert.equal((await adding).status, 201)
  assert.equal(await statusNow(), 'succeeded')
})

for (const hostname of ['localhost', 'a b.com', 'shop.apps.example', 5]) {
  test(`${JSON.stringify(hostname)} can't be added`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createEmptyApp(platform)
    assert.equal((await call('owner', 'POST', '/apps/blog/domains', { hostname })).status, 422)
  })
}
