import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deisToken, deisUrl, stubbedDeis, versionHeaders } from '../../fixtures/deis-requests.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

const authorization = `token ${deisToken}`

test('a controller that is ready is up, by its own version', async (t) => {
  stubController(t, { url: deisUrl, authorization }).get('/readiness').reply(200, 'OK', versionHeaders.v2)
  assert.partialDeepStrictEqual(await stubbedDeis().status.get(), {
    state: 'up',
    version: 'Deis 2.3.0',
    parts: [{ name: 'store', state: 'up' }],
  })
})

test('one whose store does not answer is down', async (t) => {
  stubController(t, { url: deisUrl, authorization }).get('/readiness').reply(503, 'no')
  assert.partialDeepStrictEqual(await stubbedDeis().status.get(), {
    state: 'down',
    parts: [{ name: 'store', state: 'down' }],
  })
})

test('v1 is asked whether it is there', async (t) => {
  stubController(t, { url: deisUrl, authorization }).get('/healthz').reply(200, 'OK', versionHeaders.v1)
  assert.partialDeepStrictEqual(await stubbedDeis('v1').status.get(), { state: 'up', version: 'Deis 1.13.4' })
})

test('another refusal is one', async (t) => {
  stubController(t, { url: deisUrl, authorization }).get('/readiness').reply(404, '<h1>Not Found</h1>')
  await assert.rejects(stubbedDeis().status.get(), { status: 404 })
})
