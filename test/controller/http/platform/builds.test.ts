import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../../../src/controller/domain/problem.ts'
import { createDeployedApp, createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer, type TestServer } from '../../../fixtures/test-server.ts'

interface Build {
  id: string
  status: string
  source_blob: { url: string }
  slug: { id: string } | null
  release: { id: string } | null
  output_stream_url: string
}

function addImage({ platform }: TestServer, name: string) {
  const image = { id: 'sha256:1', tags: [name], labels: {}, size: 5, exposedPorts: [], argv: ['serve'] }
  platform.engine.images.set(name, image)
}

test('POST /apps/:app/builds releases an image', async (t) => {
  const made = await createTestServer(t)
  const { platform, call } = made
  const { app } = await createDeployedApp(platform)
  addImage(made, 'api:1')
  const { status, body } = await call('owner', 'POST', '/apps/blog/builds', { image: 'api:1' })
  assert.equal(status, 201)
  assertIsResource('build', body)
  const build = body as Build
  const current = await platform.store.releases.findCurrent(app.id)
  assert.deepEqual(
    [build.status, build.source_blob.url, build.release?.id, build.slug?.id],
    ['succeeded', 'api:1', current?.id, current?.slugId],
  )
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
  assert.deepEqual((await call('owner', 'GET', `/apps/blog/builds/${build.id}`)).body, body)
})

test('who watches sees the build, the steps and the answer', async (t) => {
  const made = await createTestServer(t)
  await createDeployedApp(made.platform)
  addImage(made, 'api:1')
  const watching = { accept: 'application/x-ndjson' }
  const { status, body } = await made.call('owner', 'POST', '/apps/blog/builds', { image: 'api:1' }, watching)
  assert.equal(status, 200)
  const lines = String(body)
    .trimEnd()
    .split('\n')
    .map((it) => JSON.parse(it))
  const steps = lines.filter((it) => it.progress?.kind === 'step').map((it) => it.progress.step)
  assert.deepEqual([...new Set(steps)], ['start', 'wait', 'switch', 'drain', 'stop'])
  assert.ok(lines.some((it) => it.progress?.kind === 'output' && it.progress.text.includes('api:1')))
  assert.equal(lines.at(-1).result.status, 201)
  assertIsResource('build', lines.at(-1).result.body)
})

test('a build that fails is an error, the last line of who watches, and kept with its output', async (t) => {
  const { platform, call } = await createTestServer(t, {
    engine: { pullImage: () => Promise.reject(problem('not_found', 'Docker: no such image')) },
  })
  await createEmptyApp(platform)
  const ask = (headers: Record<string, string>) =>
    call('owner', 'POST', '/apps/blog/builds', { image: 'nowhere:1' }, headers)
  const plain = await ask({})
  assert.deepEqual([plain.status, (plain.body as { id: string }).id], [422, 'build_failed'])
  const watched = await ask({ accept: 'application/x-ndjson' })
  const last = JSON.parse(String(watched.body).trimEnd().split('\n').at(-1) ?? '')
  assert.deepEqual([last.result.status, last.result.body], [422, plain.body])

  const list = (await call('owner', 'GET', '/apps/blog/builds')).body as Build[]
  assert.deepEqual(
    list.map((it) => [it.status, it.release]),
    [
      ['failed', null],
      ['failed', null],
    ],
  )
  for (const it of list) assertIsResource('build', it)
  const address = new URL(list[0]?.output_stream_url ?? '')
  const output = await call('nobody', 'GET', address.pathname + address.search)
  assert.match(String(output.headers['content-type']), /^text\/plain/)
  assert.match(String(output.body), /Pulling nowhere:1/)
})

test('a build of another app is not found', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  for (const path of ['none', 'none/output']) {
    const { status, body } = await call('owner', 'GET', `/apps/blog/builds/${path}`)
    assert.deepEqual(
      [status, body],
      [404, { id: 'not_found', message: 'No such build: none. `qp builds` lists them.' }],
    )
  }
})

for (const body of [
  {},
  { image: '' },
  { image: 5 },
  { image: 'a', procfile: 'web: a' },
  { source_blob: {} },
]) {
  test(`POST /apps/:app/builds of ${JSON.stringify(body)}: 422`, async (t) => {
    const { platform, call } = await createTestServer(t)
    const { app } = await createEmptyApp(platform)
    assert.equal((await call('owner', 'POST', '/apps/blog/builds', body)).status, 422)
    assert.deepEqual(await platform.store.builds.listOfApp(app.id), [])
  })
}

test('an image with a Procfile beside it', async (t) => {
  const made = await createTestServer(t)
  const { app } = await createDeployedApp(made.platform)
  addImage(made, 'api:1')
  const body = { image: 'api:1', procfile: { worker: './work' } }
  assert.equal((await made.call('owner', 'POST', '/apps/blog/builds', body)).status, 201)
  const release = await made.platform.store.releases.findCurrent(app.id)
  const slug = await made.platform.store.slugs.find(release?.slugId ?? '')
  assert.deepEqual(slug?.processTypes, { web: '', worker: './work' })
})

test('a tarball: answered at once, built by itself, stopped by DELETE; who watches is answered at its end', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const source = (await call('owner', 'POST', '/apps/blog/sources')).body as {
    source_blob: { put_url: string }
  }
  const url = source.source_blob.put_url
  const { promise, resolve } = Promise.withResolvers<void>()
  const body = { source_blob: { url, version: 'v7', checksum: null }, buildpacks: [{ url: 'heroku/nodejs' }] }
  const hold = platform.turns.take((await platform.store.apps.find('blog'))?.id ?? '', () => promise)
  const begun = await call('owner', 'POST', '/apps/blog/builds', body)
  assertIsResource('build', begun.body)
  const build = begun.body as Build
  assert.deepEqual([begun.status, build.status, build.source_blob.url], [201, 'pending', 'v7'])
  assert.equal((await call('owner', 'DELETE', `/apps/blog/builds/${build.id}`)).status, 200)
  resolve()
  await hold
  await platform.turns.settled()
  const after = (await call('owner', 'GET', `/apps/blog/builds/${build.id}`)).body as Build
  assert.equal(after.status, 'failed')
  assert.equal((await call('owner', 'DELETE', `/apps/blog/builds/${build.id}`)).status, 409)
  const watched = await call('owner', 'POST', '/apps/blog/builds', body, { accept: 'application/x-ndjson' })
  const last = JSON.parse(String(watched.body).trimEnd().split('\n').at(-1) ?? '')
  assert.match(last.result.body.message, /No source was put at this address/)
  const unknown = { ...body, buildpacks: [{ name: 'heroku/cobol' }] }
  assert.equal((await call('owner', 'POST', '/apps/blog/builds', unknown)).status, 422)
})
