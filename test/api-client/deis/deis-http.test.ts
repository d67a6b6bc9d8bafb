import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { deisHttp } from '../../../src/api-client/deis/deis-http.ts'
import { DeisApp } from '../../../src/api-types/deis/app.ts'
import {
  deisToken,
  deisUrl,
  page,
  stubbedDeisHttp,
  stubDeis,
  versionHeaders,
} from '../../fixtures/deis-requests.ts'
import { aDeisApp } from '../../fixtures/deis-resources.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const ids = (apps: readonly DeisApp[]) => apps.map((it) => it.id)
const app = (id: string) => aDeisApp({ id })

test('list follows the pages by their query alone, whatever host they name', async (t) => {
  const first = { ...page(app('a'), app('b')), next: 'http://10.0.0.7:8000/v2/apps/?limit=100&offset=2' }
  stubDeis(t, [
    { method: 'GET', path: '/apps/?limit=100', answer: first },
    { method: 'GET', path: '/apps/?limit=100&offset=2', answer: page(app('c')) },
  ])
  assert.deepEqual(ids(await stubbedDeisHttp().list(DeisApp, '/apps/')), ['a', 'b', 'c'])
})

test("list follows v1's pages by number", async (t) => {
  const first = { ...page(app('a')), next: `${deisUrl}/v1/apps/?page=2&page_size=100` }
  stubDeis(
    t,
    [
      { method: 'GET', path: '/apps/?page_size=100', answer: first },
      { method: 'GET', path: '/apps/?page=2&page_size=100', answer: page(app('b')) },
    ],
    'v1',
  )
  assert.deepEqual(ids(await stubbedDeisHttp('v1').list(DeisApp, '/apps/')), ['a', 'b'])
})

test('list asks for no more than is wanted, and gives no more', async (t) => {
  const first = { ...page(app('a'), app('b'), app('c')), next: `${deisUrl}/v2/apps/?limit=2&offset=3` }
  stubDeis(t, [{ method: 'GET', path: '/apps/?limit=2', answer: first }])
  assert.deepEqual(ids(await stubbedDeisHttp().list(DeisApp, '/apps/', { max: 2 })), ['a', 'b'])
})

test('list ends at a page without anything on it', async (t) => {
  const first = { ...page(), next: `${deisUrl}/v2/apps/?limit=100` }
  stubDeis(t, [{ method: 'GET', path: '/apps/?limit=100', answer: first }])
  assert.deepEqual(await stubbedDeisHttp().list(DeisApp, '/apps/'), [])
})

test('of a version that does not fit is warned once, and it goes on', async (t) => {
  const headers = { ...versionHeaders.v2, DEIS_API_VERSION: '2.2' }
  stubController(t, { url: deisUrl, authorization: null }).get('/v2/x/').twice().reply(200, {}, headers)
  const warnings: string[] = []
  const http = deisHttp({ url: deisUrl, version: 'v2', onWarning: (text) => void warnings.push(text) })
  await http.get(Type.Object({}), '/x/')
  await http.get(Type.Object({}), '/x/')
  assert.equal(warnings.length, 1)
  assert.match(warnings.join(), /speaks Deis API 2\.2, and qp knows 2\.3/)
})

test('it warns of a refusal by another version too', async (t) => {
  const headers = { DEIS_API_VERSION: '3.0' }
  stubController(t, { url: deisUrl, authorization: null })
    .get('/v2/x/')
    .reply(404, '<h1>Not Found</h1>', headers)
  const warnings: string[] = []
  const http = deisHttp({ url: deisUrl, version: 'v2', onWarning: (text) => void warnings.push(text) })
  await assert.rejects(http.get(Type.Object({}), '/x/'), { status: 404 })
  assert.equal(warnings.length, 1)
})

const foreign = [
  {
    body: '<html>',
    message:
      /answered what no Deis controller answers: no JSON in GET \/v2\/apps\/demo\/\. Is this the address/,
  },
  { body: '[]', message: /answers: an object was expected, not \[\] in GET/ },
  { body: '{}', message: /^http:\/\/deis\.example\.test answered .*: no id in GET \/v2\/apps\/demo\/\./ },
  { body: 'null', message: /: no answer in GET/ },
  { body: '', message: /: no answer in GET/ },
]
for (const { body, message } of foreign)
  test(`an answer of ${body} is no Deis controller's`, async (t) => {
    stubDeis(t, [{ method: 'GET', path: '/apps/demo/', answer: body }])
    await assert.rejects(stubbedDeisHttp().get(DeisApp, '/apps/demo/'), { code: 'not_json', message })
  })

test('a POST without anything to say is an empty object, a DELETE is nothing', async (t) => {
  stubDeis(t, [
    { method: 'POST', path: '/a/', body: {}, status: 204 },
    { method: 'DELETE', path: '/b/', status: 204 },
  ])
  await stubbedDeisHttp().act('POST', '/a/')
  await stubbedDeisHttp().act('DELETE', '/b/')
})

test('getText takes an answer as it is, also from outside the API', async (t) => {
  stubDeis(t, [{ method: 'GET', path: '/apps/demo/logs?log_lines=1', answer: 'a line' }])
  stubController(t, { url: deisUrl, authorization: `token ${deisToken}` })
    .get('/healthz')
    .reply(200, 'OK')
  const http = stubbedDeisHttp()
  assert.equal((await http.getText('/apps/demo/logs?log_lines=1')).body, 'a line')
  assert.equal((await http.getText('/healthz', { root: true })).body, 'OK')
})
