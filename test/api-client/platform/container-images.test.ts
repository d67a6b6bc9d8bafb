import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testRequests } from '../../fixtures/platform-requests.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { stubToken, stubUrl } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const path = '/apps/blog/container-images'

testRequests([
  {
    name: 'containerImages.list',
    call: (api) => api.containerImages.list('blog'),
    method: 'GET',
    path,
    answer: [{ type: 'web', image: 'sha256:1', created_at: '2026-11-22T10:00:00Z' }],
  },
  {
    name: 'containerImages.release',
    call: (api) => api.containerImages.release('blog', ['web']),
    method: 'POST',
    path: `${path}/actions/release`,
    body: { types: ['web'] },
    headers: { accept: 'application/x-ndjson' },
    answer: aRelease(2),
  },
  {
    name: 'containerImages.remove',
    call: (api) => api.containerImages.remove('blog', ['web']),
    method: 'POST',
    path: `${path}/actions/remove`,
    body: { types: ['web'] },
    headers: { accept: 'application/x-ndjson' },
    answer: aRelease(2),
  },
])

test('containerImages.push and read are tars, as they come', async (t) => {
  const stub = stubController(t)
  stub.put(`${path}/web`, 'a tar').matchHeader('content-type', 'application/x-tar').reply(204)
  stub.get(`${path}/web`).reply(200, 'another')
  const api = platformController({ url: stubUrl, token: stubToken })
  await api.containerImages.push('blog', 'web', Readable.from(['a tar']))
  assert.equal(await text(await api.containerImages.read('blog', 'web')), 'another')
})
