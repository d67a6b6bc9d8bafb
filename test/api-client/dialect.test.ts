import assert from 'node:assert/strict'
import type { RequestListener, ServerResponse } from 'node:http'
import { test } from 'node:test'
import type { Network } from '../../src/api-client/agents.ts'
import { type Dialect, dialects, isDialect, openController } from '../../src/api-client/dialect.ts'
import { findDialect } from '../../src/api-client/find-dialect.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { connectProxy } from '../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../fixtures/http-server.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

const asked = {
  platform: { url: '/account', authorization: 'Bearer mine' },
  deis: { url: '/v2/auth/whoami/', authorization: 'token mine' },
  'deis-v1': { url: '/v1/auth/whoami/', authorization: 'token mine' },
}

for (const dialect of dialects) {
  test(`a controller of the dialect ${dialect} is asked in it`, async (t) => {
    const heard: object[] = []
    const { url } = await localServer(t, (request, response) => {
      heard.push({ url: request.url, authorization: request.headers.authorization })
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"detail":"Invalid token."}')
    })
    const api = await openController(dialect, { url, token: 'mine' })
    assert.equal(api.url, url)
    await assert.rejects(api.account.get(), { name: 'ApiError', status: 401 })
    assert.deepEqual(heard, [asked[dialect]])
  })
}

for (const dialect of dialects) {
  test(`a controller of the dialect ${dialect} is reached through proxies, and trusted by a CA file alone`, async (t) => {
    const authority = testAuthority(t)
    const heard: unknown[] = []
    const listener: RequestListener = ({ url, headers }, response) => {
      heard.push({ url, authorization: headers.authorization })
      speakers[dialect](response)
    }
    const { server } = await localServer(t, listener)
    const { port } = await tlsServer(t, authority.issue(['127.0.0.1', 'qp.test']), listener)
    const proxy = await connectProxy(t, {
      password: 'mia:secret',
      routes: { 'qp.test:80': portOf(server), 'qp.test:443': port },
    })
    const env = { ALL_PROXY: proxy.url.replace('//', '//mia:secret@') }
    const { caFile } = authority
    const ways: [string, Network][] = [
      ['http://qp.test', { env }],
      [`https://127.0.0.1:${port}`, { caFile }],
      ['https://qp.test', { env, caFile }],
    ]
    for (const [url, network] of ways) {
      assert.equal(await findDialect(url, network), dialect, url)
      heard.length = 0
      const api = await openController(dialect, { url, token: 'mine', network })
      await assert.rejects(api.account.get(), { name: 'ApiError', status: 401 }, url)
      assert.deepEqual(heard, [asked[dialect]], url)
    }
    assert.deepEqual(new Set(proxy.asked), new Set(['qp.test:80', 'qp.test:443']))
    heard.length = 0
    const url = `https://127.0.0.1:${port}`
    await assert.rejects(findDialect(url, {}), { code: 'bad_certificate' })
    const untrusted = await openController(dialect, { url, token: 'mine' })
    await assert.rejects(untrusted.account.get(), { code: 'bad_certificate' })
    assert.deepEqual(heard, [])
  })
}

/** How each answers whoever it does not know. */
const speakers: Record<Dialect, (response: ServerResponse) => void> = {
  platform: (response) => {
    response.writeHead(401, { 'content-type': 'application/json' })
    response.end('{"id":"unauthorized","message":"Invalid credentials provided."}')
  },
  deis: (response) => speakDeis(response, '2.3'),
  'deis-v1': (response) => speakDeis(response, '1.7'),
}

function speakDeis(response: ServerResponse, version: string): void {
  response.writeHead(401, { 'content-type': 'application/json', DEIS_API_VERSION: version })
  response.end('{"detail":"Invalid token."}')
}

test('no other word is a dialect', () => {
  assert.ok(isDialect('deis-v1'))
  assert.equal(isDialect('heroku'), false)
})
