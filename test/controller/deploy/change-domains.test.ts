import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addCertificate } from '../../../src/controller/deploy/change-certificates.ts'
import {
  addDomain,
  getDomain,
  removeDomain,
  setDomainCertificate,
} from '../../../src/controller/deploy/change-domains.ts'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createDeployedApp, createEmptyApp, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aUser } from '../../fixtures/stored.ts'

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

test('one that the router was not told of is not there', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  platform.router.refusals.push(new Error('nginx is away'))
  await assert.rejects(addDomain(platform, app, 'www.example.com'), /nginx is away/)
  assert.deepEqual(await platform.store.webDomains.listOfApp(app.id), [])
})

test("nobody takes names out of another's wildcard, or lays one over another's names", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const eve = aUser('eve')
  await platform.store.users.add(eve, null)
  const hers = await createApp(platform, eve, 'eve-app')
  await addDomain(platform, app, '*.example.com')
  await addDomain(platform, app, 'www.example.net')
  for (const hostname of ['sub.example.com', '*.example.net'])
    await assert.rejects(addDomain(platform, hers, hostname), { reason: 'domain_reserved' })
  for (const hostname of ['a.b.example.com', 'example.com', 'api.example.net'])
    await addDomain(platform, hers, hostname)
  const own = await createApp(platform, user, 'own-app')
  await addDomain(platform, own, 'sub.example.com')
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

test('a domain has the certificate that is named, or one that holds for it', async (t) => {
  const platform = await createTestPlatform(t)
  platform.clock.at = new Date()
  const { app } = await createEmptyApp(platform)
  const { cert, key } = testAuthority(t).issue(['*.example.com']).pem
  const { id, name } = await addCertificate(platform, app, { chain: cert, privateKey: key })
  const served = () => platform.router.certificates.flatMap((it) => it.names)

  assert.equal((await addDomain(platform, app, 'www.example.com')).certificateId, id)
  assert.equal((await addDomain(platform, app, '*.example.com', name)).certificateId, id)
  assert.equal((await addDomain(platform, app, 'example.com')).certificateId, null)
  assert.deepEqual(served(), ['*.example.com', 'www.example.com'])

  const message = /wildcard-example-com does not hold for example\.com, only for \*\.example\.com\.$/
  await assert.rejects(setDomainCertificate(platform, app, 'example.com', name), {
    id: 'invalid_params',
    message,
  })
  await assert.rejects(addDomain(platform, app, 'a.b.example.com', name), { id: 'invalid_params' })
  await assert.rejects(addDomain(platform, app, 'b.example.com', 'other'), { id: 'not_found' })
  assert.equal((await platform.store.webDomains.listOfApp(app.id)).length, 3)

  assert.equal((await setDomainCertificate(platform, app, 'www.example.com', null)).certificateId, null)
  assert.deepEqual(served(), ['*.example.com'])
  await setDomainCertificate(platform, app, 'www.example.com', id)
  await removeDomain(platform, app, '*.example.com')
  assert.deepEqual(served(), ['www.example.com'])
})

test('the domain of an app with automatic certificates waits for its own', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  await platform.store.automaticCertificates.enable(app.id, platform.now())
  assert.equal((await addDomain(platform, app, 'www.example.com')).acm?.status, 'pending')
  assert.equal((await addDomain(platform, app, '*.example.com')).acm?.status, 'failed')
})
