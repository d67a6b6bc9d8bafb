import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { buildSlug } from '../../../src/controller/deploy/build-slug.ts'
import { createBuildApp, treeOf } from '../../fixtures/build.ts'

const nothingToSee = { findImage: () => assert.fail('the engine was asked') }

test('a tree with none of the known files is refused with what was looked for', async (t) => {
  const { build, engine, ours } = createBuildApp(t)
  await assert.rejects(build(treeOf({ 'hello.txt': 'hi' })), (error: Error & { output?: string[] }) => {
    assert.equal(error.name, 'Problem')
    assert.match(
      error.message,
      /no Dockerfile, no heroku\.yml, no Procfile and none of the files .* Node\.js \(package\.json\)/,
    )
    assert.match(error.message, /qp buildpacks:set https/)
    assert.deepEqual(error.output, [
      '-----> Building on the Bookworm stack',
      '-----> Determining which buildpack to use for this app',
    ])
    return true
  })
  assert.deepEqual(await engine.listContainers(ours), [])
  assert.deepEqual(await engine.listImages(ours), [])
})

test('a Dockerfile goes before buildpacks', async (t) => {
  const { build } = createBuildApp(t, { stackImage: 'qp/no-such-stack' })
  const { slug } = await build(
    treeOf({ Dockerfile: 'FROM qp/test:shell\nCMD ["true"]\n', 'package.json': '{}' }),
  )
  assert.equal(slug.description, 'Dockerfile')
})

test('without the stack image, it says how to make it', async (t) => {
  const { build } = createBuildApp(t, { stackImage: 'qp/no-such-stack' })
  await assert.rejects(build(treeOf({ Procfile: 'web: true' })), {
    id: 'build_failed',
    message: /qp\/no-such-stack is not on the engine\. Make it with `qp stack:build`/,
  })
})

test('a build that was stopped before it began does nothing', async (t) => {
  const { build, tools } = createBuildApp(t)
  Object.assign(tools, { engine: nothingToSee })
  const reason = new Error('stopped')
  await assert.rejects(
    build(treeOf({ Procfile: 'web: true' }), { signal: AbortSignal.abort(reason) }),
    reason,
  )
})

test('a stack that was set decides between a Dockerfile and buildpacks', async (t) => {
  const { tools, app } = createBuildApp(t, { stackImage: 'qp/no-such-stack' })
  const build = (stack: string, files: Record<string, string>) =>
    buildSlug(tools, {
      app,
      source: treeOf(files),
      config: {},
      buildpacks: [],
      stack,
      buildId: randomUUID(),
      onOutput: () => {},
      signal: new AbortController().signal,
    })
  await assert.rejects(build('container', { Procfile: 'web: a' }), {
    id: 'build_failed',
    message: /The stack of this app is container, and its source has no Dockerfile/,
  })
  const both = { Procfile: 'web: a', Dockerfile: 'FROM scratch\n' }
  await assert.rejects(build('bookworm', both), /The stack image qp\/no-such-stack is not on the engine/)
})
