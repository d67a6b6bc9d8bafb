import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import { createDeployedApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test("GET one: Heroku's fields, and what it takes to run it", async (t) => {
  const { platform, call } = await createTestServer(t)
  const processTypes = { web: '', worker: 'node worker.js' }
  const { slug } = await createDeployedApp(platform, { launch: 'buildpack', processTypes, exposedPort: 8080 })
  const { status, body } = await call('owner', 'GET', `/apps/blog/slugs/${slug.id}`)
  assert.equal(status, 200)
  assertIsResource('slug', body)
  const { image, launch, exposed_port, process_types } = body as Record<string, unknown>
  assert.deepEqual([image, launch, exposed_port], [slug.image, 'buildpack', 8080])
  assert.deepEqual(process_types, processTypes)
})

test('one of another app is not there, nor is one that never was', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { slug, user } = await createDeployedApp(platform)
  await createApp(platform, user, 'shop')
  for (const path of [`/apps/shop/slugs/${slug.id}`, '/apps/blog/slugs/none']) {
    const { status, body } = await call('owner', 'GET', path)
    const message = `No such slug: ${path.split('/').at(-1)}. \`qp releases:info --json\` names a release's.`
    assert.deepEqual([status, body], [404, { id: 'not_found', message }])
  }
})
