import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pruneSlugs } from '../../../src/controller/deploy/prune-slugs.ts'
import { createDeployedApp, deploy } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('images of failed and of old releases go, those of the last ten stay', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user, slug: first } = await createDeployedApp(platform)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user))
  platform.engine.behave = () => ({ kind: 'runs' })
  const slugs = []
  for (let time = 0; time < 9; time += 1) slugs.push((await deploy(platform, app, user)).slug)

  await pruneSlugs(platform, app)
  const kept = slugs.map((it) => it.image)
  assert.deepEqual([...platform.engine.images.keys()], [first.image, ...kept])

  const { slug } = await deploy(platform, app, user)
  await pruneSlugs(platform, app)
  assert.deepEqual([...platform.engine.images.keys()], [...kept, slug.image])
  assert.deepEqual(platform.complaints, [])
})

test('the newest release stays although it failed: it may be retried', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user, slug } = await createDeployedApp(platform)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user, { image: 'qp/test:failed' }))
  await pruneSlugs(platform, app)
  assert.deepEqual([...platform.engine.images.keys()], [slug.image, 'qp/test:failed'])
})

test('each image of a slug whose process types have their own stays', async (t) => {
  const platform = await createTestPlatform(t)
  const images = { worker: { image: 'qp/test:worker', exposedPort: null } }
  const { app, slug } = await createDeployedApp(platform, { images })
  const [image] = platform.engine.images.values()
  if (image) platform.engine.images.set('qp/test:worker', { ...image, tags: ['qp/test:worker'] })
  if (image) platform.engine.images.set('qp/test:other', { ...image, tags: ['qp/test:other'] })
  await pruneSlugs(platform, app)
  assert.deepEqual([...platform.engine.images.keys()], [slug.image, 'qp/test:worker'])
})

test("an image that can't be removed is logged and keeps nobody from going on", async (t) => {
  const platform = await createTestPlatform(t, {
    engine: { removeImage: () => Promise.reject(new Error('it is in use')) },
  })
  const { app, user } = await createDeployedApp(platform)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user))
  platform.engine.behave = () => ({ kind: 'runs' })
  await deploy(platform, app, user)
  await pruneSlugs(platform, app)
  assert.deepEqual(
    platform.complaints.map((it) => [it.msg, it.err?.message]),
    [['an old image could not be removed', 'it is in use']],
  )
})
