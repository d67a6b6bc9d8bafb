import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDomain, getDomain, removeDomain } from '../../../src/controller/deploy/change-domains.ts'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import { createDeployedApp, createEmptyApp, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('the router answers to a domain from when it is added until it is removed, by the same dynos', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const hostnames = () => platform.router.routes.get(app.id)?.hostnames
  const domain = await addDomain(platform, app, 'WWW.Example.com.')
  assert.equal(domain.hostname, 'www.example.com')
  assert.deepEqual(hostnames(), ['blog.apps.example', 'www.example.com'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])

  assert.deepEqual(await removeDomain(platform, app, 'www.EXAMPLE.com'), domain)
  assert.deepEqual(hostnames(), ['blog.apps.example'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
  assert.deepEqual(platform.logs.texts(app.id).slice(-2), [
    'app[api]: Add www.example.com domain',
    'app[api]: Remove www.example.com domain',
  ])
})

test('a hostname belongs to one app', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const other = await createApp(platform, user, 'shop')
  const domain = await addDomain(platform, app, 'www.example.com')
  await assert.rejects(addDomain(platform, other, 'www.example.com'), {
    id: 'invalid_params',
    message: 'www.example.com belongs to another app already.',
  })
  await assert.rejects(addDomain(platform, app, 'www.example.com'), {
    id: 'invalid_params',
    message: 'www.example.com belongs to blog already.',
  })
  const noSuch = {
    id: 'not_found',
    message: 'No such domain: www.example.com. `qp domains` lists them.',
  }
  await assert.rejects(getDomain(platform, other, 'www.example.com'), noSuch)
  await assert.rejects(removeDomain(platform, other, 'www.example.com'), noSuch)
  assert.deepEqual(await getDomain(platform, app, domain.id), domain)
})

test("names under the controller's own domain belong to apps by their names", async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  const message = /can't be added: names under apps\.example belong to apps by their names\.$/
  for (const hostname of ['shop.apps.example', 'a.b.Apps.Example'])
    await assert.rejects(addDomain(platform, app, hostname), { id: 'invalid_params', message })
  assert.deepEqual(await platform.store.webDomains.listOfApp(app.id), [])
})
