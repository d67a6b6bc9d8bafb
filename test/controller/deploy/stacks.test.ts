import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { chooseStack, listStacks, setBuildStack } from '../../../src/controller/deploy/stacks.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function prepare(t: TestContext, tags: string[] = []) {
  const platform = await createTestPlatform(t, { engine: { listTags: async () => tags } })
  const { app, user } = await createEmptyApp(platform)
  return { platform, app, set: (name: string) => setBuildStack(platform, { app, user, name }) }
}

test('the default first, then what the engine has, then images', async (t) => {
  const { platform } = await prepare(t, ['qp/stack:trixie', 'qp/stack:test', 'qp/stack:heroku-24'])
  assert.deepEqual(await listStacks(platform), [
    { name: 'test', image: 'qp/stack:test', isDefault: true },
    { name: 'heroku-24', image: 'qp/stack:heroku-24', isDefault: false },
    { name: 'trixie', image: 'qp/stack:trixie', isDefault: false },
    { name: 'container', image: null, isDefault: false },
  ])
})

test('builds stand on the default until another is set', async (t) => {
  const { platform, app, set } = await prepare(t, ['qp/stack:trixie'])
  assert.deepEqual(await chooseStack(platform, app), { stack: null, stackImage: 'qp/stack:test' })
  await set('trixie')
  assert.deepEqual(await chooseStack(platform, app), { stack: 'trixie', stackImage: 'qp/stack:trixie' })
  await set('container')
  assert.deepEqual(await chooseStack(platform, app), { stack: 'container', stackImage: 'qp/stack:test' })
  assert.equal(platform.logs.texts(app.id).at(-1), 'app[api]: Set stack container by user owner@example.com')
})

test('one that is not there is refused, and the near one named', async (t) => {
  const tags = ['qp/stack:trixie']
  const { platform, app, set } = await prepare(t, tags)
  await assert.rejects(set('trixei'), { id: 'not_found', message: /Did you mean trixie\?/ })
  assert.equal(await platform.store.apps.buildStackOf(app.id), null)
  await set('trixie')
  tags.length = 0
  await assert.rejects(chooseStack(platform, app), { id: 'not_found', message: /No such stack: trixie/ })
})
