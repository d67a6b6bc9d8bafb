import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { deisHttp } from '../../src/api-client/deis/deis-http.ts'
import { controllerHttp } from '../../src/api-client/http.ts'
import { mostPages } from '../../src/api-client/pages.ts'
import { localServer } from '../fixtures/http-server.ts'

test('a list that never ends is given up, by either API', { timeout: 120_000 }, async (t) => {
  let asked = 0
  const { url } = await localServer(t, (_request, response) => {
    asked += 1
    response.setHeader('next-range', ']1..')
    response.end(asked > mostPages ? '{"results":[{}],"next":"/?page=2"}' : '[{}]')
  })
  await assert.rejects(controllerHttp({ url }).list('/x'), {
    code: 'endless_list',
    message: /more than 1000 pages of GET \/x/,
  })
  assert.equal(asked, mostPages)
  await assert.rejects(deisHttp({ url, version: 'v2' }).list(Type.Object({}), '/x/'), {
    code: 'endless_list',
  })
  assert.equal(asked, 2 * mostPages)
})
