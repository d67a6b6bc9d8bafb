import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects, isDialect, openController } from '../../src/api-client/dialect.ts'
import { localServer } from '../fixtures/http-server.ts'

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

test('no other word is a dialect', () => {
  assert.ok(isDialect('deis-v1'))
  assert.equal(isDialect('heroku'), false)
})
