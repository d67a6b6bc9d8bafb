import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { App } from '../../../../src/api-types/app.ts'
import type { Stack } from '../../../../src/api-types/stack.ts'
import { createDeployedApp, createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('stacks are listed and looked at; an app is set to one, or made with one', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const list = (await call('stranger', 'GET', '/stacks')).body as Stack[]
  for (const it of list) assertIsResource('stack', it)
  assert.deepEqual(
    list.map((it) => [it.name, it.default]),
    [
      ['test', true],
      ['container', false],
    ],
  )
  assert.equal((await call('stranger', 'GET', '/stacks/container')).status, 200)
  assert.equal((await call('stranger', 'GET', '/stacks/none')).status, 404)

  const of = ({ body }: { body: unknown }) => [(body as App).stack.name, (body as App).build_stack.name]
  assert.deepEqual(of(await call('owner', 'GET', '/apps/blog')), ['test', 'test'])
  const set = await call('owner', 'PATCH', '/apps/blog', { build_stack: 'container' })
  assert.deepEqual([set.status, of(set)], [200, ['container', 'container']])
  assert.equal((await call('owner', 'PATCH', '/apps/blog', { build_stack: 'none' })).status, 404)
  const made = await call('owner', 'POST', '/apps', { name: 'shop', stack: 'container' })
  assert.deepEqual([made.status, of(made)], [201, ['container', 'container']])
  assert.equal((await call('owner', 'POST', '/apps', { name: 'other', stack: 'none' })).status, 404)
  assert.equal((await call('owner', 'GET', '/apps/other')).status, 404)
})

test('what is deployed stands on what it was built on, until the next build', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const { body } = await call('owner', 'PATCH', '/apps/blog', { build_stack: 'test' })
  assert.deepEqual([(body as App).stack.name, (body as App).build_stack.name], ['container', 'test'])
})
