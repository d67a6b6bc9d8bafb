import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { describeAppSource, describeImageSource } from '../../src/lib/docker-source.ts'
import { aFormation, aRelease, aSlug } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const context = { api: platformController({ url: stubUrl, token: stubToken }), app: 'blog' }
const current = aRelease(3, { current: true, slug: { id: 'slug-1' } })
const slug = aSlug({ image: 'qp/blog:3', launch: 'buildpack', exposed_port: 80 })

function controller(t: TestContext, releases: object[]) {
  const stub = stubController(t)
  stub.get('/apps/blog/config-vars').reply(200, { A: '1' })
  stub
    .get('/apps/blog/releases')
    .matchHeader('range', /max=10$/)
    .reply(200, releases)
  return stub
}

test("is the current release's slug and config", async (t) => {
  controller(t, [aRelease(4, { status: 'failed' }), current])
    .get('/apps/blog/slugs/slug-1')
    .reply(200, slug)
  assert.deepEqual(await describeAppSource(context, {}), {
    size: 'Standard-1X',
    source: {
      app: { id: 'app-blog', name: 'blog' },
      release: { id: 'release-3', version: 3, config: { A: '1' } },
      slug: { image: 'qp/blog:3', launch: 'buildpack', processTypes: { web: 'run web' }, exposedPort: 80 },
    },
  })
})

test('the current release is found behind many that failed', async (t) => {
  const failed = Array.from({ length: 10 }, (_, index) => aRelease(20 - index, { status: 'failed' }))
  const stub = controller(t, failed)
  stub.get('/apps/blog/releases').reply(200, [...failed, current])
  stub.get('/apps/blog/slugs/slug-1').reply(200, slug)
  assert.equal((await describeAppSource(context, {})).source.release?.version, 3)
})

test('the size is asked for, or that of the process type', async (t) => {
  const stub = controller(t, [current])
  stub.get('/apps/blog/slugs/slug-1').reply(200, slug)
  stub.get('/apps/blog/formation').reply(200, [aFormation('web', 1), aFormation('worker', 1, 'Basic')])
  assert.equal((await describeAppSource(context, { type: 'worker' })).size, 'Basic')
})

test('a size of its own wins, and the formation is not asked', async (t) => {
  controller(t, [current]).get('/apps/blog/slugs/slug-1').reply(200, slug)
  assert.equal((await describeAppSource(context, { type: 'worker', size: 'Eco' })).size, 'Eco')
})

test('no such process type', async (t) => {
  controller(t, [current]).get('/apps/blog/formation').reply(200, [])
  await assert.rejects(describeAppSource(context, { type: 'nope' }), {
    message: 'No such process type: nope. `qp ps:scale -a blog` lists them.',
  })
})

test('nothing deployed yet', async (t) => {
  controller(t, [aRelease(1, { current: true })])
  await assert.rejects(describeAppSource(context, {}), { message: /^Nothing was deployed to blog yet\./ })
})

test('an image alone', () => {
  assert.deepEqual(describeImageSource('debian:12', { size: 'Basic' }), {
    size: 'Basic',
    source: {
      app: null,
      release: null,
      slug: { image: 'debian:12', launch: 'image', processTypes: {}, exposedPort: null },
    },
  })
  assert.equal(describeImageSource('debian:12', {}).size, 'Standard-1X')
})
