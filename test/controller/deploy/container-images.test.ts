import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import {
  pushContainerImage,
  readContainerImage,
  releaseContainerImages,
  removeContainerTypes,
} from '../../../src/controller/deploy/container-images.ts'
import { readTarEntries } from '../../../src/controller/deploy/tar-entries.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { packTree } from '../../fixtures/build.ts'
import { createEmptyApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const savedTar = () =>
  Readable.from(packTree({ 'manifest.json': JSON.stringify([{ RepoTags: ['mine:1'] }]) }))

async function nameIn(tar: Readable): Promise<string> {
  for await (const entry of readTarEntries(tar)) return JSON.parse(await text(entry))[0].RepoTags.join()
  return ''
}

/** An engine that knows an image by the name that its tar has. */
async function prepare(t: TestContext, { argv = ['serve'] } = {}) {
  const platform = await createTestPlatform(t)
  const { engine } = platform
  const add = (name: string) =>
    engine.images.set(name, {
      id: `sha256:${name}`,
      tags: [name],
      labels: {},
      size: 5,
      exposedPorts: [],
      argv,
    })
  engine.loadImage = async (tar) => void add(await nameIn(tar))
  engine.buildImage = async ({ context, tag }) => {
    await buffer(context)
    add(tag)
  }
  engine.saveImage = async () => savedTar()
  const { app, user } = await createEmptyApp(platform)
  const { report } = platform
  return {
    platform,
    app,
    push: (type: string, tar = savedTar()) => pushContainerImage(platform, { app, user }, type, tar),
    release: (...types: string[]) => releaseContainerImages(platform, { app, user, types, report }),
    remove: (...types: string[]) => removeContainerTypes(platform, { app, user, types, report }),
    names: () => [...engine.images.keys()],
  }
}

test('an image is kept under a name of ours, and released by its process type', async (t) => {
  const { platform, app, push, release, names } = await prepare(t)
  await push('web')
  const [pushed] = await platform.store.containerImages.listOfApp(app.id)
  assert.deepEqual(names(), [pushed?.image])
  assert.match(pushed?.image ?? '', /^qp-c0ffee00\/blog:/)
  assert.deepEqual(listContainers(platform), [])
  const made = await release('web')
  assert.match(made.description, /^Deployed web \(/)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.equal([...platform.engine.containers.values()][0]?.spec.image, pushed?.image)
  await push('web')
  // What runs stays although it is not the newest.
  assert.equal(names().length, 2)
})

test('another type is released beside it, and taken away again', async (t) => {
  const { platform, app, push, release, remove } = await prepare(t)
  await push('web')
  await push('worker')
  await release('web')
  const both = await release('worker')
  const slug = await platform.store.slugs.find(both.slugId ?? '')
  assert.deepEqual(Object.keys(slug?.processTypes ?? {}), ['web', 'worker'])
  const without = await remove('worker')
  const left = await platform.store.slugs.find(without.slugId ?? '')
  assert.deepEqual([left?.processTypes, without.description], [{ web: '' }, 'Remove worker'])
  assert.deepEqual(
    (await platform.store.containerImages.listOfApp(app.id)).map((it) => it.type),
    ['web'],
  )
  await assert.rejects(remove('worker'), { id: 'not_found' })
  await assert.rejects(remove('web'), { id: 'conflict', message: /all that blog has/ })
})

test('what can not be kept leaves nothing', async (t) => {
  const { platform, app, push, names } = await prepare(t, { argv: [] })
  await assert.rejects(push('web'), { id: 'invalid_params', message: /no command to run/ })
  await assert.rejects(push('a b'), { id: 'invalid_params' })
  platform.engine.loadImage = () => Promise.reject(problem('invalid_params', 'no image'))
  await assert.rejects(push('web'), { id: 'invalid_params' })
  assert.deepEqual([names(), await platform.store.containerImages.listOfApp(app.id)], [[], []])
})

test('it is had back under a name for people; what nobody pushed is not there', async (t) => {
  const { platform, app, push, release } = await prepare(t)
  await assert.rejects(release('web'), { id: 'not_found', message: /No image was pushed for web/ })
  await assert.rejects(readContainerImage(platform, app, 'web'), { id: 'not_found' })
  await push('web')
  assert.equal(await nameIn(await readContainerImage(platform, app, 'web')), 'qp/blog:web')
})
