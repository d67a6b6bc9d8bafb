import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import {
  attachUrl,
  controllerUrl,
  gitUrl,
  webUrl,
} from '../../../../src/controller/http/platform/addresses.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { anApp, aUser } from '../../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))

test('where an app answers: the port is named unless it is the usual one', async (t) => {
  const { settings } = await createTestPlatform(t)
  assert.equal(webUrl(settings, app), 'http://blog.apps.example:8080/')
  const usual = { ...settings, http: { host: '0.0.0.0', port: 80 } }
  assert.equal(webUrl(usual, app), 'http://blog.apps.example/')
})

const callers = [
  { headers: { host: '127.0.0.1:5005' }, secure: false, host: '127.0.0.1:5005' },
  { headers: { host: 'qp.example.com' }, secure: false, host: 'qp.example.com' },
  {
    headers: { host: '127.0.0.1:5005', 'x-forwarded-host': 'qp.example.com', 'x-forwarded-proto': 'https' },
    secure: true,
    host: 'qp.example.com',
  },
]
for (const { headers, secure, host } of callers) {
  test(`the controller as its caller sees it: ${JSON.stringify(headers)}`, async () => {
    const server = fastify({ trustProxy: 'loopback' })
    server.get('/', async (request) => [
      controllerUrl(request),
      gitUrl(request, app),
      attachUrl(request, app, 'run.1234'),
    ])
    const s = secure ? 's' : ''
    assert.deepEqual((await server.inject({ url: '/', headers })).json(), [
      `http${s}://${host}`,
      `http${s}://${host}/blog.git`,
      `ws${s}://${host}/apps/blog/runs/run.1234/attach`,
    ])
  })
}
