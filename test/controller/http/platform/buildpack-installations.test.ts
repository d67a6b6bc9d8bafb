import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Buildpack } from '../../../../src/api-types/buildpack-installation.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const path = '/apps/blog/buildpack-installations'

test('buildpacks of an app are put, listed and taken away', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', path)).body, [])
  const updates = [{ buildpack: 'heroku/nodejs' }, { buildpack: 'https://example.com/own' }]
  const set = await call('owner', 'PUT', path, { updates })
  const installed = [
    { ordinal: 0, buildpack: { name: 'heroku/nodejs', url: 'urn:buildpack:heroku/nodejs' } },
    { ordinal: 1, buildpack: { name: 'https://example.com/own', url: 'https://example.com/own' } },
  ]
  assert.deepEqual([set.status, set.body], [200, installed])
  for (const it of installed) assertIsResource('buildpack-installation', it)
  const refused = await call('owner', 'PUT', path, { updates: [{ buildpack: 'heroku/cobol' }] })
  assert.deepEqual([refused.status, (refused.body as { id: string }).id], [422, 'invalid_params'])
  assert.deepEqual((await call('owner', 'GET', path)).body, installed)
  // A URL as the answer has it is understood too.
  const again = installed.map((it) => ({ buildpack: it.buildpack.url }))
  assert.deepEqual((await call('owner', 'PUT', path, { updates: again })).body, installed)
  assert.deepEqual((await call('owner', 'PUT', path, { updates: [] })).body, [])
})

test('the buildpacks that are known by name', async (t) => {
  const { call } = await createTestServer(t)
  const known = (await call('stranger', 'GET', '/buildpacks')).body as Buildpack[]
  assert.deepEqual(
    known.filter((it) => it.built_in).map((it) => it.url),
    ['urn:buildpack:heroku/nodejs', 'urn:buildpack:qp/nodejs', 'urn:buildpack:qp/null'],
  )
  const ruby = known.find((it) => it.name === 'heroku/ruby')
  assert.deepEqual([ruby?.built_in, ruby?.url], [false, 'https://github.com/heroku/heroku-buildpack-ruby'])
})
