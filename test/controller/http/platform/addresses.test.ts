import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { addCertificate } from '../../../../src/controller/deploy/change-certificates.ts'
import {
  attachUrl,
  controllerUrl,
  gitUrl,
  webUrl,
} from '../../../../src/controller/http/platform/addresses.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { anApp, aUser } from '../../../fixtures/stored.ts'

const app = anApp('blog', aUser('owner'))

test('where an app answers: the port is named unless it is the usual one', async (t) => {
  const platform = await createTestPlatform(t)
  assert.equal(await webUrl(platform, app), 'http://blog.apps.example:8080/')
  const usual = { ...platform.settings, http: { host: '0.0.0.0', port: 80 } }
  assert.equal(await webUrl({ ...platform, settings: usual }, app), 'http://blog.apps.example/')
})

test('it is by https where its name has a certificate that browsers take', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const authority = testAuthority(t)
  // A clock that is a little late would find them not to hold yet.
  platform.clock.at = new Date(Date.now() + 3_600_000)
  const add = ({ cert, key }: { cert: string; key: string }) =>
    addCertificate(platform, app, { chain: cert, privateKey: key })
  await add(authority.issue(['www.example.com']).pem)
  await add(authority.selfSigned('blog.apps.example').pem)
  assert.equal(await webUrl(platform, app), 'http://blog.apps.example:8080/')

  await add(authority.issue(['*.apps.example'], 60).pem)
  assert.equal(await webUrl(platform, app), 'https://blog.apps.example:8443/')
  const usual = { ...platform.settings, https: { host: '0.0.0.0', port: 443 } }
  assert.equal(await webUrl({ ...platform, settings: usual }, app), 'https://blog.apps.example/')
  const none = { ...platform.settings, https: null }
  assert.equal(await webUrl({ ...platform, settings: none }, app), 'http://blog.apps.example:8080/')
  platform.clock.at = new Date(Date.now() + 61 * 86_400_000)
  assert.equal(await webUrl(platform, app), 'http://blog.apps.example:8080/')
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
