import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testRequests } from '../../fixtures/platform-requests.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { stubToken, stubUrl } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRequests([
  {
    name: 'releases.list',
    call: (api) => api.releases.list('blog'),
    method: 'GET',
    path: '/apps/blog/releases',
    headers: { range: 'version ..; order=desc' },
    answer: [aRelease(2), aRelease(1)],
  },
  {
    name: 'releases.list of the newest',
    call: (api) => api.releases.list('blog', { max: 1 }),
    method: 'GET',
    path: '/apps/blog/releases',
    headers: { range: 'version ..; order=desc, max=1' },
    answer: [aRelease(2), aRelease(1)],
    result: [aRelease(2)],
  },
  {
    name: 'releases.get',
    call: (api) => api.releases.get('blog', 12),
    method: 'GET',
    path: '/apps/blog/releases/12',
    answer: aRelease(12),
  },
  {
    name: 'releases.rollback',
    call: (api) => api.releases.rollback('blog', 'r12'),
    method: 'POST',
    path: '/apps/blog/releases',
    body: { release: 'r12' },
    headers: { accept: 'application/x-ndjson' },
    answer: aRelease(14),
  },
  {
    name: 'releases.create',
    call: (api) => api.releases.create('blog', { slug: 's1', description: 'Again' }),
    method: 'POST',
    path: '/apps/blog/releases',
    body: { slug: 's1', description: 'Again' },
    headers: { accept: 'application/x-ndjson' },
    answer: aRelease(14),
  },
])

test('releases.readOutput is text, as it comes', async (t) => {
  stubController(t).get('/apps/blog/releases/12/output').reply(200, 'migrated\n')
  const api = platformController({ url: stubUrl, token: stubToken })
  assert.equal(await text(await api.releases.readOutput('blog', 12)), 'migrated\n')
})
