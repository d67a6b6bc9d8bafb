import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Countable, capacities } from '../../../src/controller/domain/capacity.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { makeKeyPair } from '../../fixtures/ssh-keys.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

const settings = { ssh: { host: '127.0.0.1', port: 2222 } }

/** As many as there may be, of what nobody looks at. */
const full = <T extends object>(table: T, of: Countable, method: keyof T & string) => {
  Object.assign(table, { [method]: async () => Array.from({ length: capacities[of].most }, () => ({})) })
}

test('where there is no room, each route says what is too much, and adds nothing', async (t) => {
  const { platform, call } = await createTestServer(t, { settings })
  await createEmptyApp(platform)
  const { store } = platform
  full(store.webDomains, 'domain', 'listOfApp')
  full(store.certificates, 'certificate', 'listOfApp')
  full(store.collaborators, 'collaborator', 'listOfApp')
  full(store.services, 'service', 'listOfApp')
  full(store.sshKeys, 'key', 'listOfUser')
  full(store.tokens, 'authorization', 'listOfUser')
  full(store.oauthClients, 'client', 'listOfUser')
  full(store.userCertificates, 'certificate', 'listOfUser')
  const many = (most: number) =>
    Object.fromEntries(Array.from({ length: most + 1 }, (_, n) => [`n${n}`, 'x']))
  const { cert, key } = testAuthority(t).issue(['www.example.com']).pem
  const pem = { certificate_chain: cert, private_key: key }
  for (const [what, method, path, body] of [
    ['domain', 'POST', '/apps/blog/domains', { hostname: 'www.example.com', sni_endpoint: null }],
    ['certificate', 'POST', '/apps/blog/sni-endpoints', pem],
    ['collaborator', 'POST', '/apps/blog/collaborators', { user: 'friend@example.com' }],
    ['service', 'POST', '/apps/blog/services', { type: 'hooks', path_pattern: '/hooks' }],
    ['label', 'PATCH', '/apps/blog/labels', many(capacities.label.most)],
    ['tag', 'PATCH', '/apps/blog/tags', many(capacities.tag.most)],
    ['key', 'POST', '/account/keys', { public_key: makeKeyPair(t, 'me').text }],
    ['authorization', 'POST', '/oauth/authorizations', {}],
    ['client', 'POST', '/oauth/clients', { name: 'Mine', redirect_uri: 'https://mine.example/' }],
  ] as const) {
    const answer = await call('owner', method, path, body)
    const { message } = answer.body as { message: string }
    assert.equal(answer.status, 422, `${path} ${message}`)
    assert.match(message, new RegExp(` ${capacities[what].names}; ${capacities[what].most} is the most`))
  }
  const pair = { name: 'www', certificate: cert, key }
  assert.equal((await call('owner', 'POST', '/v2/certs', pair)).status, 400)
})

test('what nobody needs to be logged in for is short, and the rest is long', async (t) => {
  const { call } = await createTestServer(t)
  const description = 'x'.repeat(64 * 1024)
  assert.equal((await call('nobody', 'POST', '/account', { description })).status, 413)
  assert.equal((await call('nobody', 'POST', '/oauth/tokens', { description })).status, 413)
  const { status, body } = await call('owner', 'POST', '/oauth/clients', {
    name: 'Mine',
    redirect_uri: `https://mine.example/${description}`,
  })
  assert.deepEqual(
    [status, (body as { message: string }).message],
    [422, 'The address has 65557 characters: use 2000 at most.'],
  )
})
