import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { useImage } from '../../../src/controller/deploy/use-image.ts'
import { createBuildApp, packTree, runInImage } from '../../fixtures/build.ts'
import { getTestImage } from '../../fixtures/engine.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'

test('an image of the engine becomes a slug with labels of ours; its own name stays', async (t) => {
  const built = createBuildApp(t)
  const base = await getTestImage(built.engine)
  const image = `qp-test/made:${randomUUID().slice(0, 8)}`
  t.after(() => built.engine.removeImage(image))
  await built.engine.buildImage({
    context: packTree({
      Dockerfile: `FROM ${base}\nEXPOSE 9000\nENTRYPOINT ["printf", "%s"]\nCMD ["hello"]\n`,
    }),
    dockerfile: 'Dockerfile',
    tag: image,
    labels: {},
    buildArgs: {},
    memoryMb: 256,
    cpus: 1,
    onOutput: () => {},
    signal: new AbortController().signal,
  })

  const { slug, output } = await built.build({ kind: 'image', image })
  const found = await built.engine.findImage(image)
  const id = found?.id.replace('sha256:', '').slice(0, 12)
  assert.deepEqual(output, [`-----> Using the image ${image} (${id})`])
  assert.deepEqual(
    { ...slug, image: '' },
    {
      image: '',
      launch: 'image',
      processTypes: { web: '' },
      commit: null,
      exposedPort: 9000,
      description: 'Image',
      size: found?.size,
    },
  )
  const [labelled] = await built.engine.listImages({ ...built.ours, 'qp.app': built.app.id })
  assert.deepEqual(labelled?.tags, [slug.image])
  assert.deepEqual(found?.tags, [image])
  assert.equal((await runInImage(built, slug.image, [])).stdout, 'hello')
})

test('an image that is nowhere', async (t) => {
  const { build } = createBuildApp(t)
  // Nobody listens on port 1: a registry that refuses, with nothing sent anywhere.
  await assert.rejects(build({ kind: 'image', image: 'localhost:1/no/such:image' }), {
    id: 'build_failed',
    message: /There is no image localhost:1\/no\/such:image on the engine, and it can't be pulled: /,
  })
})

test('an image without a command', async (t) => {
  const { build, engine } = createBuildApp(t)
  const image = await getTestImage(engine)
  await assert.rejects(build({ kind: 'image', image }), {
    id: 'build_failed',
    message: /qp\/test:shell has no command to run/,
  })
})

test('an image without a command runs what its process types say', async (t) => {
  const { build, engine } = createBuildApp(t)
  const image = await getTestImage(engine)
  const processTypes = { worker: './work' }
  const { slug } = await build({ kind: 'image', image, processTypes })
  assert.deepEqual(slug.processTypes, processTypes)
})

test('what can’t be an image’s name never reaches a Dockerfile', async (t) => {
  const { build } = createBuildApp(t)
  await assert.rejects(build({ kind: 'image', image: 'qp/test:shell\nRUN id' }), { id: 'invalid_params' })
})

test('what was pulled is pulled as who the app is to the registry, and stays under our name alone', async (t) => {
  const name = 'registry.example/team/app:7'
  const asked: unknown[] = []
  const removed: string[] = []
  const image = { id: 'sha256:1', tags: [name], labels: {}, size: 5, exposedPorts: [], argv: ['serve'] }
  const built = createBuildApp(t)
  const engine = fakeEngine({
    findImage: async () => (asked.length > 0 ? image : undefined),
    pullImage: async (_image, _onOutput, options) => void asked.push(options?.auth),
    buildImage: async ({ context }) => void (await context.resume().toArray()),
    removeImage: async (it) => void removed.push(it),
  })
  const request = {
    app: built.app,
    source: { kind: 'image' as const, image: name, processTypes: { worker: './work' } },
    config: {},
    buildpacks: [],
    registry: { username: 'me', password: 's3cret' },
    buildId: randomUUID(),
    onOutput: () => {},
    signal: new AbortController().signal,
  }
  const slug = await useImage({ ...built.tools, engine }, request)
  assert.deepEqual(asked, [{ server: 'registry.example', username: 'me', password: 's3cret' }])
  assert.deepEqual(removed, [name])
  assert.deepEqual(slug.processTypes, { web: '', worker: './work' })
})
