import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testRequests } from '../../fixtures/platform-requests.ts'
import { aBuild } from '../../fixtures/resources.ts'
import { stubToken, stubUrl } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRequests([
  {
    name: 'builds.list',
    call: (api) => api.builds.list('blog'),
    method: 'GET',
    path: '/apps/blog/builds',
    answer: [aBuild()],
  },
  {
    name: 'builds.create',
    call: (api) => api.builds.create('blog', { image: 'blog:7' }),
    method: 'POST',
    path: '/apps/blog/builds',
    body: { image: 'blog:7' },
    headers: { accept: 'application/x-ndjson' },
    answer: aBuild(),
  },
  {
    name: 'builds.get',
    call: (api) => api.builds.get('blog', 'b1'),
    method: 'GET',
    path: '/apps/blog/builds/b1',
    answer: aBuild(),
  },
  {
    name: 'builds.cancel',
    call: (api) => api.builds.cancel('blog', 'b1'),
    method: 'DELETE',
    path: '/apps/blog/builds/b1',
    answer: aBuild(),
  },
])

test('builds.readOutput is text, as it comes', async (t) => {
  stubController(t).get('/apps/blog/builds/b1/output').reply(200, 'building\n')
  const api = platformController({ url: stubUrl, token: stubToken })
  assert.equal(await text(await api.builds.readOutput('blog', 'b1')), 'building\n')
})

test('builds.upload asks where to, and sends it there, to the controller that was asked', async (t) => {
  const stub = stubController(t)
  const address = 'https://another.name/sources/s1?until=1&key=k'
  stub.post('/apps/blog/sources').reply(201, { source_blob: { get_url: address, put_url: address } })
  stub.put('/sources/s1?until=1&key=k', 'a tar').reply(200)
  const api = platformController({ url: stubUrl, token: stubToken })
  assert.equal(await api.builds.upload('blog', Readable.from(['a tar'])), address)
})
