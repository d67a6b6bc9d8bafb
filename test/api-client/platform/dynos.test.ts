import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { testRequests } from '../../fixtures/platform-requests.ts'
import { aDyno } from '../../fixtures/resources.ts'
import { stubToken, stubUrl } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const accept = 'application/x-ndjson'

testRequests([
  {
    name: 'dynos.list',
    call: (api) => api.dynos.list('blog'),
    method: 'GET',
    path: '/apps/blog/dynos',
    answer: [aDyno('web.1')],
  },
  {
    name: 'dynos.create',
    call: (api) => api.dynos.create('blog', { argv: ['ls', '-l'], attach: true }),
    method: 'POST',
    path: '/apps/blog/dynos',
    body: { argv: ['ls', '-l'], attach: true },
    answer: aDyno('run.1'),
  },
  {
    name: 'dynos.restart',
    call: (api) => api.dynos.restart('blog'),
    method: 'DELETE',
    path: '/apps/blog/dynos',
    headers: { accept },
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.restart of one',
    call: (api) => api.dynos.restart('blog', 'web.1'),
    method: 'DELETE',
    path: '/apps/blog/dynos/web.1',
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.restart of a type',
    call: (api) => api.dynos.restart('blog', 'web'),
    method: 'DELETE',
    path: '/apps/blog/formations/web',
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.stop of one',
    call: (api) => api.dynos.stop('blog', 'run.1'),
    method: 'POST',
    path: '/apps/blog/dynos/run.1/actions/stop',
    answer: {},
    result: undefined,
  },
  {
    name: 'dynos.stop of a type',
    call: (api) => api.dynos.stop('blog', 'run'),
    method: 'POST',
    path: '/apps/blog/formations/run/actions/stop',
    answer: {},
    result: undefined,
  },
])

const archive = '/apps/blog/dynos/web.1/archive?path=%2Fapp%2Fa%20b%3Fc%26d'

test('dynos.readArchive is a tar, as it comes', async (t) => {
  stubController(t).get(archive).reply(200, 'tar', { 'content-type': 'application/x-tar' })
  const api = platformController({ url: stubUrl, token: stubToken })
  assert.equal(await text(await api.dynos.readArchive('blog', 'web.1', '/app/a b?c&d')), 'tar')
})

test('dynos.writeArchive sends a tar', async (t) => {
  stubController(t).put(archive, 'tar').matchHeader('content-type', 'application/x-tar').reply(204)
  const api = platformController({ url: stubUrl, token: stubToken })
  await api.dynos.writeArchive('blog', 'web.1', '/app/a b?c&d', Readable.from(['tar']))
})
