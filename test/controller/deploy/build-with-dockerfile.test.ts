import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBuildApp, runInImage, treeOf } from '../../fixtures/build.ts'
import { getTestImage } from '../../fixtures/engine.ts'

test('a Dockerfile with a Procfile', async (t) => {
  const built = createBuildApp(t)
  const base = await getTestImage(built.engine)
  const { slug, output } = await built.build(
    treeOf({
      Dockerfile: `FROM ${base}\nCOPY . /src\nEXPOSE 8000\nCMD ["cat", "/src/greeting"]\n`,
      greeting: 'hello\n',
      'notes.md': 'not for the image',
      '.dockerignore': '*.md\nDockerfile\n',
      Procfile: 'worker: sort /src/greeting\n',
    }),
  )

  assert.equal(slug.image, `qp-${built.tools.controllerId.slice(0, 8)}/built:${slug.image.split(':')[1]}`)
  assert.deepEqual(
    { ...slug, image: '', size: 0 },
    {
      image: '',
      size: 0,
      launch: 'image',
      processTypes: { web: '', worker: 'sort /src/greeting' },
      commit: '1a2b3c4d5e6f',
      exposedPort: 8000,
      description: 'Dockerfile',
    },
  )
  const [image] = await built.engine.listImages({ ...built.ours, 'qp.app': built.app.id })
  assert.deepEqual(image?.tags, [slug.image])
  assert.equal(slug.size, image?.size)

  assert.equal(output[0], '-----> Dockerfile app detected')
  assert.ok(output.includes(`       Step 1/4 : FROM ${base}`), output.join('\n'))
  assert.ok(!output.some((line) => /qp\.app|Step 5|Successfully/.test(line)), output.join('\n'))
  assert.ok(output.includes('       Procfile declares types -> worker'), output.join('\n'))
  assert.ok(output.includes('       Default types for Dockerfile -> web'), output.join('\n'))

  assert.equal((await runInImage(built, slug.image, [])).stdout, 'hello\n')
  const { stdout } = await runInImage(built, slug.image, ['ls', '-A', '/src'])
  assert.deepEqual(stdout.split('\n').toSorted(), ['', '.dockerignore', 'Procfile', 'greeting'])
})

test('a Dockerfile’s build says which submodules it goes without', async (t) => {
  const { build, engine } = createBuildApp(t)
  const source = treeOf({ Dockerfile: `FROM ${await getTestImage(engine)}\nCMD ["true"]\n` })
  assert.ok(source.kind === 'tree')
  const listSubmodules = async () => [{ path: 'lib/it', url: 'https://example.com/it', commit: 'abc' }]
  const { output } = await build({ ...source, listSubmodules })
  assert.match(
    output.join('\n'),
    /^ ! {5}Submodules are fetched for buildpacks alone; empty here: lib\/it\./m,
  )
})

test('an image that names no command runs what the Procfile says, and nothing else', async (t) => {
  const { build, engine } = createBuildApp(t)
  const base = await getTestImage(engine)
  const { slug } = await build(
    treeOf({ Dockerfile: `FROM ${base}\nEXPOSE 1 2\n`, Procfile: 'clock: date\n' }),
  )
  assert.deepEqual(slug.processTypes, { clock: 'date' })
  assert.equal(slug.exposedPort, null)
})

test('heroku.yml names the Dockerfile, its arguments and the commands', async (t) => {
  const built = createBuildApp(t)
  const base = await getTestImage(built.engine)
  const { slug, output } = await built.build(
    treeOf({
      'heroku.yml':
        'build:\n  docker:\n    web: docker/Dockerfile\n  config:\n    WHO: a b\nrun:\n  web: cat /who\nsetup: {}\n',
      'docker/Dockerfile': `FROM ${base}\nARG WHO\nRUN printf %s "$WHO" > /who\n`,
      Procfile: 'web: not used\n',
    }),
  )
  assert.deepEqual(slug.processTypes, { web: 'cat /who' })
  assert.ok(output.includes(' !     heroku.yml: "setup" is passed over'), output.join('\n'))
  assert.equal((await runInImage(built, slug.image, ['/bin/sh', '-c', 'cat /who'])).stdout, 'a b')
})

test('a step that fails is a failed build whose output has been shown', async (t) => {
  const { build, engine, ours } = createBuildApp(t)
  const base = await getTestImage(engine)
  const tree = treeOf({ Dockerfile: `FROM ${base}\nRUN echo this is why; exit 3\n` })
  await assert.rejects(build(tree), (error: Error & { id?: string; output?: string[] }) => {
    assert.equal(error.id, 'build_failed')
    assert.match(error.message, /RUN echo this is why/)
    assert.ok(error.output?.includes('       this is why'), error.output?.join('\n'))
    return true
  })
  assert.deepEqual(
    (await engine.listImages(ours)).flatMap((it) => it.tags),
    [],
  )
})

test('a Procfile that says nothing is told before the image is built', async (t) => {
  const { build } = createBuildApp(t)
  const tree = treeOf({ Dockerfile: 'FROM qp/no-such-image\n', Procfile: 'what is this\n' })
  await assert.rejects(build(tree), { id: 'build_failed', message: /Procfile, line 1/ })
})

test('aborting stops the build', async (t) => {
  const { build, engine, ours } = createBuildApp(t)
  const base = await getTestImage(engine)
  const abort = new AbortController()
  const reason = new Error('the push went away')
  const onLine = (line: string) => {
    if (line.includes('waiting')) abort.abort(reason)
  }
  const tree = treeOf({ Dockerfile: `FROM ${base}\nRUN echo waiting; sleep 600\n` })
  await assert.rejects(build(tree, { signal: abort.signal, onLine }), reason)
  assert.deepEqual(
    (await engine.listImages(ours)).flatMap((it) => it.tags),
    [],
  )
})
