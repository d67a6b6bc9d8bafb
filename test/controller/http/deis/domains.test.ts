import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import { assertIsDeis, assertIsDeisPage, documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

async function prepare(t: Parameters<typeof createTestServer>[0]) {
  const { call, platform } = await createTestServer(t)
  const { user } = await createEmptyApp(platform)
  await createApp(platform, user, 'shop')
  const list = async (query = '') => {
    const { body } = await call('owner', 'GET', `/v2/apps/blog/domains/${query}`)
    return assertIsDeisPage('domain', body).map((it) => it['domain'])
  }
  const add = async (domain: string | undefined, app = 'blog') => {
    const { status, body } = await call('owner', 'POST', `/v2/apps/${app}/domains/`, { domain })
    return [status, body] as const
  }
  const remove = async (domain: string, who: 'owner' | 'stranger' = 'owner') => {
    const path = `/v2/apps/blog/domains/${encodeURIComponent(domain)}`
    const { status, body } = await call(who, 'DELETE', path)
    return [status, body]
  }
  return { list, add, remove, platform }
}

test("an app has its own name, and what is added; in the DNS's own form", async (t) => {
  const { list, add, remove } = await prepare(t)
  assert.deepEqual(await list(), ['blog'])
  const [status, body] = await add('Bücher.example')
  assert.equal(status, 201)
  assertIsDeis('domain', body)
  const { app, owner, domain } = body as Record<string, unknown>
  assert.deepEqual([app, owner, domain], ['blog', 'owner', 'xn--bcher-kva.example'])
  await add('*.example.com')
  assert.deepEqual(await list(), ['blog', '*.example.com', 'xn--bcher-kva.example'])
  assert.deepEqual(await list('?limit=1&offset=1'), ['*.example.com'])
  assert.deepEqual(await remove('bücher.example'), [204, ''])
  assert.deepEqual(await remove('*.example.com'), [204, ''])
  assert.deepEqual(await list(), ['blog'])
})

const unlike = documented('Hostname does not look valid, could not convert to ACE _bad..x')
const refused: readonly (readonly [domain: string, text: string])[] = [
  ['*', documented("Hostname can't only be a wildcard")],
  ['www.example.123', documented('Hostname does not look valid.')],
  ['_bad..x', `${unlike}: between dots are 1 to 63 letters, digits and hyphens, and no hyphen at an end.`],
  ['taken.example.com', documented('Domain is already in use by another application')],
  ['blog', 'Domain is already in use by another application'],
  [
    'shop.apps.example',
    "shop.apps.example can't be added: names under apps.example belong to apps by their names.",
  ],
]
for (const [domain, text] of refused)
  test(`${domain} is refused`, async (t) => {
    const { add } = await prepare(t)
    await add('taken.example.com', 'shop')
    assert.deepEqual(await add(domain), [400, { domain: [text] }])
  })

test('a domain must be named', async (t) => {
  const { add } = await prepare(t)
  assert.deepEqual(await add(undefined), [400, { domain: ['This field is required.'] }])
})

test('what is not there is not removed, and the name of an app stays', async (t) => {
  const { list, remove } = await prepare(t)
  const missing = 'No Domain matches the given query.'
  assert.deepEqual(await remove('www.example.com'), [404, missing])
  assert.deepEqual(await remove('blog', 'stranger'), [404, 'No App matches the given query.'])
  const [status, body] = await remove('blog')
  assert.equal(status, 400)
  assert.match((body as { detail: string }).detail, /`routing:disable` takes it off the router\.$/)
  assert.deepEqual(await list(), ['blog'])
})

test('a list asks for the owner once', async (t) => {
  const { list, add, platform } = await prepare(t)
  await add('one.example')
  await add('two.example')
  const users = t.mock.method(platform.store.users, 'findEvenRemoved')
  assert.deepEqual(await list(), ['blog', 'one.example', 'two.example'])
  assert.equal(users.mock.callCount(), 1)
})
