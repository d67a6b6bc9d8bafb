import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { type Countable, capacities } from '../../../src/controller/domain/capacity.ts'
import type { Tables } from '../../../src/controller/store/store.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import type { TestPlatform } from '../../fixtures/platform.ts'
import { makeKeyPair } from '../../fixtures/ssh-keys.ts'
import { createTestServer } from '../../fixtures/test-server.ts'

const settings = { ssh: { host: '127.0.0.1', port: 2222 } }

/** Until the test ends there may be no more than so many of anything. */
function limitAll(t: TestContext, most: (of: Countable) => number): void {
  for (const of of Object.keys(capacities) as Countable[]) {
    const before = { ...capacities[of] }
    t.after(() => Object.assign(capacities[of], before))
    Object.assign(capacities[of], { most: most(of) })
  }
}

test('where there is no room, each route says what is too much, and adds nothing', async (t) => {
  const { platform, call } = await createTestServer(t, { settings })
  await createEmptyApp(platform)
  limitAll(t, () => 0)
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

/** SQLite answers at once, so that one request would be done before the next begins: here each answer of the store takes a turn of the loop. */
function letOthersIn({ store }: TestPlatform): void {
  const { transaction } = store
  Object.assign(store, yieldingTables(store))
  store.transaction = (work) => transaction((tables) => work(yieldingTables(tables)))
}

function yieldingTables(tables: Tables): Tables {
  const names: (keyof Tables)[] = ['apps', 'webDomains', 'certificates', 'userCertificates']
  names.push('collaborators', 'drains', 'webhooks', 'sshKeys', 'tokens', 'oauthClients')
  const yielding = names.map((name) => {
    const methods = Object.entries(tables[name]).map(([method, ask]) => [
      method,
      async (...args: unknown[]) => {
        await setImmediate()
        return Reflect.apply(ask, tables[name], args)
      },
    ])
    return [name, Object.fromEntries(methods)]
  })
  return { ...tables, ...Object.fromEntries(yielding) }
}

/** What two may ask for at the same moment: the same, or the same with another number. */
function additions(t: TestContext) {
  const authority = testAuthority(t)
  const pairs = ['1', '2'].map((n) => authority.issue([`www${n}.example.com`]).pem)
  const keys = ['1', '2'].map((n) => makeKeyPair(t, n).text)
  const pemOf = (n: number) => ({ certificate: pairs[n - 1]?.cert, key: pairs[n - 1]?.key })
  const at = (n: number) => `203.0.113.${n}`
  return {
    '/apps': (n: number) => ({ name: `shop${n}` }),
    '/apps/blog/domains': (n: number) => ({ hostname: `www${n}.example.com`, sni_endpoint: null }),
    '/apps/blog/sni-endpoints': (n: number) => {
      const { certificate, key } = pemOf(n)
      return { name: `www${n}`, certificate_chain: certificate, private_key: key }
    },
    '/apps/blog/collaborators': (n: number) => ({ user: ['friend', 'stranger'][n - 1] }),
    '/apps/blog/log-drains': (n: number) => ({ url: `syslog+tls://${at(n)}:514` }),
    '/apps/blog/webhooks': (n: number) => ({
      include: ['api:app'],
      level: 'notify',
      url: `https://${at(n)}/`,
    }),
    '/account/keys': (n: number) => ({ public_key: keys[n - 1] }),
    '/oauth/authorizations': () => ({}),
    '/oauth/clients': () => ({ name: 'Mine', redirect_uri: 'https://mine.example/' }),
    '/v2/certs/': (n: number) => ({ name: `www${n}`, ...pemOf(n) }),
    '/v2/keys/': (n: number) => ({ id: `laptop${n}`, public: keys[n - 1] }),
  }
}

test('of two who ask for the last place at the same moment one gets it', async (t) => {
  const { platform, call } = await createTestServer(t, { settings })
  await createEmptyApp(platform)
  letOthersIn(platform)
  // The login that the test asks with is an authorization.
  limitAll(t, (of) => (of === 'authorization' ? 2 : 1))
  // Of apps there may be any number, and keys are the same by either way.
  const { '/apps': _, '/v2/keys/': __, ...limited } = additions(t)
  for (const [path, body] of Object.entries(limited)) {
    const answers = await Promise.all([1, 2].map((n) => call('owner', 'POST', path, body(n))))
    const [won, lost] = answers.map((it) => it.status).toSorted()
    assert.deepEqual([won, lost], [201, path.startsWith('/v2/') ? 400 : 422], path)
  }
})

test('of two who ask for the same at the same moment one gets it, and the other hears why not', async (t) => {
  const { platform, call } = await createTestServer(t, { settings })
  await createEmptyApp(platform)
  letOthersIn(platform)
  const unlimited = ['/apps/blog/webhooks', '/oauth/authorizations', '/oauth/clients']
  for (const [path, body] of Object.entries(additions(t))) {
    if (unlimited.includes(path)) continue
    const answers = await Promise.all([1, 1].map((n) => call('owner', 'POST', path, body(n))))
    const [won, lost] = answers.map((it) => it.status).toSorted()
    assert.deepEqual(
      [won, lost],
      path === '/v2/keys/' ? [400, 400] : [201, path.startsWith('/v2/') ? 400 : 422],
      path,
    )
  }
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
