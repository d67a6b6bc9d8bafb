import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getCertificate } from '../../../src/controller/deploy/change-certificates.ts'
import { addDomain, getDomain } from '../../../src/controller/deploy/change-domains.ts'
import { createApp } from '../../../src/controller/deploy/create-app.ts'
import {
  addUserCertificate,
  attachUserCertificate,
  detachUserCertificate,
  getUserCertificate,
  listAttachedDomains,
  removeUserCertificate,
} from '../../../src/controller/deploy/user-certificates.ts'
import type { App } from '../../../src/controller/domain/app.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aCertificate, aUser } from '../../fixtures/stored.ts'

const authority = testAuthority({ after })
const { pem } = authority.issue(['www.example.com', 'api.example.com'])
const texts = { chain: pem.cert, privateKey: pem.key }

async function prepare(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  platform.clock.at = new Date()
  const { app, user } = await createEmptyApp(platform)
  const shop = await createApp(platform, user, 'shop')
  await addDomain(platform, app, 'www.example.com')
  await addDomain(platform, shop, 'api.example.com')
  const certificate = await addUserCertificate(platform, user, { ...texts, name: 'both' })
  const attach = async (to: App, hostname: string) => {
    const domain = await getDomain(platform, to, hostname)
    await attachUserCertificate(platform, certificate, { app: to, domain, by: user })
  }
  const served = () => platform.router.certificates.map((it) => it.names)
  return { platform, app, shop, user, certificate, attach, served }
}

test('it serves nothing until it is attached, to domains of several apps', async (t) => {
  const { platform, app, shop, certificate, attach, served } = await prepare(t)
  assert.deepEqual(served(), [])
  await attach(app, 'www.example.com')
  await attach(shop, 'api.example.com')
  assert.deepEqual(served(), [['www.example.com'], ['api.example.com']])
  const copy = await getCertificate(platform, app, 'both')
  assert.deepEqual([copy.copyOf, copy.privateKey], [certificate.id, certificate.privateKey])
  const names = (await listAttachedDomains(platform, certificate)).map((it) => it.hostname)
  assert.deepEqual(names, ['api.example.com', 'www.example.com'])
})

test('detached, it leaves nothing with the app', async (t) => {
  const { platform, app, user, certificate, attach, served } = await prepare(t)
  await attach(app, 'www.example.com')
  const detach = () => detachUserCertificate(platform, certificate, 'www.example.com', user)
  await detach()
  assert.deepEqual([served(), await platform.store.certificates.listOfApp(app.id)], [[], []])
  await assert.rejects(detach(), { reason: 'no_such_domain' })
})

test('a copy stays while it serves another domain of the app', async (t) => {
  const { platform, app, shop, user, certificate, attach, served } = await prepare(t)
  await platform.store.webDomains.remove((await getDomain(platform, shop, 'api.example.com')).id)
  await addDomain(platform, app, 'api.example.com')
  await attach(app, 'www.example.com')
  await attach(app, 'api.example.com')
  assert.equal((await platform.store.certificates.listOfApp(app.id)).length, 1)
  await detachUserCertificate(platform, certificate, 'www.example.com', user)
  assert.deepEqual(served(), [['api.example.com']])
})

test('a domain has one, unless the controller got that by itself', async (t) => {
  const { platform, app, attach, served } = await prepare(t)
  const domain = await getDomain(platform, app, 'www.example.com')
  const automatic = aCertificate(app, 'acm', { isAutomatic: true, ...texts })
  await platform.store.certificates.add(automatic)
  await platform.store.webDomains.setCertificate(domain.id, automatic.id, new Date())
  await attach(app, 'www.example.com')
  await assert.rejects(attach(app, 'www.example.com'), { id: 'conflict', reason: 'domain_has_certificate' })
  assert.deepEqual(served(), [['www.example.com']])
})

test('it must hold for the domain', async (t) => {
  const { platform, app, attach } = await prepare(t)
  await addDomain(platform, app, 'other.example.com')
  await assert.rejects(attach(app, 'other.example.com'), { message: /^The certificate both does not hold/ })
  assert.deepEqual(await platform.store.certificates.listOfApp(app.id), [])
})

test('removed, it is taken from all that it served', async (t) => {
  const { platform, app, user, certificate, attach, served } = await prepare(t)
  await attach(app, 'www.example.com')
  await removeUserCertificate(platform, certificate, user, async () => true)
  assert.deepEqual(served(), [])
  assert.equal((await getDomain(platform, app, 'www.example.com')).certificateId, null)
  await assert.rejects(getUserCertificate(platform, user, 'both'), { reason: 'no_such_certificate' })
})

test('removed, it is left to the apps that its owner may not change', async (t) => {
  const { platform, app, shop, user, certificate, attach, served } = await prepare(t)
  await attach(app, 'www.example.com')
  await attach(shop, 'api.example.com')
  await removeUserCertificate(platform, certificate, user, async (it) => it.id === shop.id)
  assert.deepEqual(served(), [['www.example.com']])
  const copy = await getCertificate(platform, app, 'both')
  assert.deepEqual([copy.copyOf, copy.privateKey], [undefined, certificate.privateKey])
})

test('a name is given once, and tells others nothing', async (t) => {
  const { platform, user, certificate } = await prepare(t)
  const ann = aUser('ann')
  await platform.store.users.add(ann, null)
  const again = { ...texts, name: 'both' }
  await assert.rejects(addUserCertificate(platform, ann, again), { reason: 'certificate_name_taken' })
  await assert.rejects(addUserCertificate(platform, ann, { ...again, name: 'No!' }), {
    reason: 'certificate_name_format',
  })
  await assert.rejects(getUserCertificate(platform, ann, 'both'), { id: 'not_found' })
  assert.deepEqual(await getUserCertificate(platform, user, 'both'), certificate)
})
