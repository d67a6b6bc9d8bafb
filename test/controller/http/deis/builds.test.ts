import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../../../src/controller/domain/problem.ts'
import { assertIsDeis, assertIsDeisPage, documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { createTestServer, type TestServer } from '../../../fixtures/test-server.ts'

function addImage({ platform }: TestServer, name: string) {
  const image = { id: 'sha256:1', tags: [name], labels: {}, size: 5, exposedPorts: [], argv: ['serve'] }
  platform.engine.images.set(name, image)
}

test('an image is deployed', async (t) => {
  const made = await createTestServer(t)
  const { platform, call } = made
  await createEmptyApp(platform)
  addImage(made, 'deis/example-go:latest')
  const { status, body } = await call('owner', 'POST', '/v2/apps/blog/builds/', {
    image: 'deis/example-go:latest',
    procfile: { worker: 'work' },
  })
  assert.equal(status, 201)
  assertIsDeis('build', body)
  const { uuid, image, procfile, sha, dockerfile } = body as Record<string, unknown>
  assert.deepEqual([image, procfile, sha, dockerfile], ['deis/example-go:latest', { worker: 'work' }, '', ''])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(assertIsDeisPage('build', (await call('owner', 'GET', '/v2/apps/blog/builds/')).body), [
    body,
  ])
  assert.deepEqual((await call('owner', 'GET', `/v2/apps/blog/builds/${uuid}/`)).body, body)
  const none = await call('owner', 'GET', '/v2/apps/blog/builds/none/')
  assert.deepEqual([none.status, none.body], [404, 'No Build matches the given query.'])
  const { build, summary } = (await call('owner', 'GET', '/v2/apps/blog/releases/v2/')).body as Record<
    string,
    unknown
  >
  assert.deepEqual([build, summary], [uuid, 'owner deployed deis/example-go:latest'])
})

test('what an image was built of is kept with it', async (t) => {
  const made = await createTestServer(t)
  await createEmptyApp(made.platform)
  addImage(made, 'blog:git')
  const sha = 'ecdff91c57a0b9ab82e89634df87e293d259a3aa'
  const { body } = await made.call('owner', 'POST', '/v2/apps/blog/builds/', { image: 'blog:git', sha })
  assert.equal((body as { sha: string }).sha, sha)
  const { body: release } = await made.call('owner', 'GET', '/v2/apps/blog/releases/v2/')
  assert.equal((release as { summary: string }).summary, 'owner deployed ecdff91')
})

test('a build that fails says so, and is listed', async (t) => {
  const { platform, call } = await createTestServer(t, {
    engine: { pullImage: () => Promise.reject(problem('not_found', 'Docker: no such image')) },
  })
  await createEmptyApp(platform)
  const create = async (body: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/builds/', body)
    return [answer.status, answer.body] as const
  }
  const [status, body] = await create({ image: 'nowhere:1' })
  assert.equal(status, 400)
  assert.match((body as { detail: string }).detail, /^\(app::deploy\): There is no image nowhere:1 /)
  const [failed] = assertIsDeisPage('build', (await call('owner', 'GET', '/v2/apps/blog/builds/')).body)
  assert.equal(failed?.['image'], 'nowhere:1')
  const blank = documented('This field may not be blank.')
  assert.deepEqual(await create({ image: '' }), [400, { image: [blank] }])
  assert.deepEqual(await create({ image: 'x', procfile: { web: '' } }), [400, { procfile: [blank] }])
})

test('one that goes on is no build yet', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app, user } = await createEmptyApp(platform)
  const times = { createdAt: app.createdAt, updatedAt: app.createdAt }
  const build = { id: 'b1', appId: app.id, userId: user.id, source: 'ecdff91', slugId: null, releaseId: null }
  await platform.store.builds.add({ ...build, ...times, status: 'pending' })
  assert.deepEqual(assertIsDeisPage('build', (await call('owner', 'GET', '/v2/apps/blog/builds/')).body), [])
})
