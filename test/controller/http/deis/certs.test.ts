import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addDomain } from '../../../../src/controller/deploy/change-domains.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { assertIsDeis, assertIsDeisPage, documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { aCollaboration } from '../../../fixtures/stored.ts'
import { createTestServer, type Who } from '../../../fixtures/test-server.ts'

const authority = testAuthority({ after })
const { pem } = authority.issue(['www.example.com', 'example.com'])
const www = { name: 'www-cert', certificate: pem.cert, key: pem.key }

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform, users } = await createTestServer(t)
  platform.clock.at = new Date()
  const { app } = await createEmptyApp(platform)
  await addDomain(platform, app, 'www.example.com')
  const ask = async (who: Who, method: string, path = '', body?: object) => {
    const answer = await call(who, method, `/v2/certs/${path}`, body)
    return [answer.status, answer.body] as const
  }
  const served = () => platform.router.certificates.flatMap((it) => it.names)
  return { platform, users, app, ask, served }
}

test('a certificate is what can be read in it, and never its key', async (t) => {
  const { ask } = await prepare(t)
  const [status, body] = await ask('owner', 'POST', '', www)
  assert.equal(status, 201)
  assertIsDeis('cert', body)
  assert.doesNotMatch(JSON.stringify(body), /PRIVATE KEY|CERTIFICATE/)
  const { fingerprint, expires, starts, created, updated, ...cert } = body as Record<string, string>
  assert.deepEqual(cert, {
    ...{ id: 1, owner: 'owner', name: 'www-cert', common_name: 'www.example.com', domains: [] },
    ...{ san: ['www.example.com', 'example.com'], subject: '/CN=www.example.com', issuer: '/CN=Test CA' },
  })
  assert.match(String(fingerprint), /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  for (const time of [expires, starts, created, updated])
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.deepEqual(await ask('owner', 'GET', 'www-cert'), [200, body])
  assert.deepEqual(assertIsDeisPage('cert', (await ask('owner', 'GET'))[1]), [body])
})

test('it is its owner’s alone, and its name is taken for all', async (t) => {
  const { ask } = await prepare(t)
  await ask('owner', 'POST', '', www)
  const missing = [404, 'No Certificate matches the given query.']
  assert.deepEqual(assertIsDeisPage('cert', (await ask('admin', 'GET'))[1]), [])
  for (const [method, path, body] of [
    ['GET', 'www-cert'],
    ['DELETE', 'www-cert'],
    ['POST', 'www-cert/domain/', { domain: 'www.example.com' }],
    ['DELETE', 'www-cert/domain/www.example.com'],
  ] as const)
    assert.deepEqual(await ask('stranger', method, path, body), missing)
  const [status, body] = await ask('stranger', 'POST', '', www)
  assert.deepEqual([status, Object.keys(body as object)], [400, ['name']])
})

test('what can’t be used is refused by its field', async (t) => {
  const { ask } = await prepare(t)
  const refused = async (more: Partial<typeof www>, field: string, text: RegExp) => {
    const [status, body] = await ask('owner', 'POST', '', { ...www, ...more })
    assert.deepEqual([status, Object.keys(body as object)], [400, [field]])
    assert.match(String((body as Record<string, string[]>)[field]?.[0]), text)
  }
  const could = new RegExp(documented('Could not load certificate'))
  await refused({ certificate: 'nonsense' }, 'certificate', could)
  await refused({ key: authority.issue(['other.example.com']).pem.key }, 'certificate', could)
  await refused({ key: 'nonsense' }, 'key', /not PEM/)
  const letters = documented('Can only contain a-z (lowercase), 0-9 and hyphens')
  const [, body] = await ask('owner', 'POST', '', { ...www, name: 'www.example.com' })
  assert.deepEqual(body, { name: [letters] })
  const [, nothing] = await ask('owner', 'POST', '', {})
  assert.deepEqual(Object.values(nothing as object), [['This field is required.']])
})

test('attached it serves a domain, detached it does not', async (t) => {
  const { ask, served } = await prepare(t)
  await ask('owner', 'POST', '', www)
  const attach = (domain?: string) => ask('owner', 'POST', 'www-cert/domain/', { domain })
  assert.deepEqual(await attach(), [400, { detail: documented('domain is a required field') }])
  assert.deepEqual(await attach('nope.example.com'), [404, 'No Domain matches the given query.'])
  assert.deepEqual(await attach('WWW.example.com'), [201, ''])
  assert.deepEqual(served(), ['www.example.com'])
  const [, cert] = await ask('owner', 'GET', 'www-cert/')
  assert.deepEqual((cert as { domains: string[] }).domains, ['www.example.com'])
  const detail = documented('Domain already has a certificate attached to it')
  assert.deepEqual(await attach('www.example.com'), [409, { detail }])
  const detach = () => ask('owner', 'DELETE', 'www-cert/domain/www.example.com')
  assert.deepEqual([await detach(), served()], [[204, ''], []])
  assert.deepEqual(await detach(), [404, 'No Domain matches the given query.'])
})

test('a domain takes one from who may change its app, and tells nobody else of it', async (t) => {
  const { platform, users, app, ask, served } = await prepare(t)
  for (const who of ['friend', 'stranger'] as const) await ask(who, 'POST', '', { ...www, name: `of-${who}` })
  const attach = (who: Who) => ask(who, 'POST', `of-${who}/domain/`, { domain: 'www.example.com' })
  assert.deepEqual(await attach('stranger'), [404, 'No Domain matches the given query.'])
  const seeing = aCollaboration(app, users.friend, { permissions: ['view'] })
  await platform.store.collaborators.add(seeing)
  assert.equal((await attach('friend'))[0], 403)
  await platform.store.collaborators.setPermissions(seeing.id, ['view', 'operate'], new Date())
  assert.equal((await attach('friend'))[0], 201)
  assert.deepEqual(served(), ['www.example.com'])
})

test('removed it is gone from what it served', async (t) => {
  const { ask, served } = await prepare(t)
  await ask('owner', 'POST', '', www)
  await ask('owner', 'POST', 'www-cert/domain/', { domain: 'www.example.com' })
  assert.deepEqual(await ask('owner', 'DELETE', 'www-cert'), [204, ''])
  assert.deepEqual([served(), (await ask('owner', 'GET', 'www-cert'))[0]], [[], 404])
})

test('who was removed from an app takes no certificate off it', async (t) => {
  const { platform, users, app, ask, served } = await prepare(t)
  const friendship = aCollaboration(app, users.friend, { permissions: ['view', 'operate'] })
  await platform.store.collaborators.add(friendship)
  await ask('friend', 'POST', '', www)
  await ask('friend', 'POST', 'www-cert/domain/', { domain: 'www.example.com' })
  await platform.store.collaborators.remove(friendship.id)
  const detach = () => ask('friend', 'DELETE', 'www-cert/domain/www.example.com')
  assert.deepEqual(await detach(), [404, 'No Domain matches the given query.'])
  assert.deepEqual(await ask('friend', 'DELETE', 'www-cert'), [204, ''])
  assert.deepEqual(served(), ['www.example.com'])
})

test('a list looks through the domains once', async (t) => {
  const { platform, ask } = await prepare(t)
  for (const name of ['one', 'two']) await ask('owner', 'POST', '', { ...www, name })
  const domains = t.mock.method(platform.store.webDomains, 'list')
  assert.equal(assertIsDeisPage('cert', (await ask('owner', 'GET'))[1]).length, 2)
  assert.equal(domains.mock.callCount(), 1)
})
