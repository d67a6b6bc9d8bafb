import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fastify, { type RouteOptions } from 'fastify'
import type { Access } from '../../../src/controller/domain/access.ts'
import { guardRoutes, parseBasic } from '../../../src/controller/http/auth.ts'
import { addToken } from '../../../src/controller/http/platform/authorizations.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { hearRoutes, nameRoutes } from '../../fixtures/hear-routes.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { createTestServer, type TestServer, type Who } from '../../fixtures/test-server.ts'

/** Every route there is, and whom it lets in. A route that is missing here fails the test, and so does one too many. */
const table: Record<string, Access> = {
  'GET /openapi.json': 'anyone',
  'GET /account': 'user',
  'GET /users/~': 'user',
  'GET /users': 'admin',
  'POST /users': 'admin',
  'POST /oauth/authorizations': 'anyone',
  'GET /oauth/authorizations': 'user',
  'GET /oauth/authorizations/:id': 'user',
  'DELETE /oauth/authorizations/:id': 'user',
  'DELETE /oauth/sessions/~': 'user',
  'GET /apps': 'user',
  'GET /users/~/apps': 'user',
  'POST /apps': 'user',
  'GET /apps/:app': 'collaborator',
  'PATCH /apps/:app': 'collaborator',
  'DELETE /apps/:app': 'owner',
  'GET /apps/:app/config-vars': 'collaborator',
  'PATCH /apps/:app/config-vars': 'collaborator',
  'GET /apps/:app/releases/:release/config-vars': 'collaborator',
  'GET /apps/:app/formation': 'collaborator',
  'GET /apps/:app/formation/:type': 'collaborator',
  'PATCH /apps/:app/formation': 'collaborator',
  'GET /apps/:app/process-settings': 'collaborator',
  'PATCH /apps/:app/process-settings': 'collaborator',
  'GET /apps/:app/tags': 'collaborator',
  'PATCH /apps/:app/tags': 'collaborator',
  'GET /apps/:app/labels': 'collaborator',
  'PATCH /apps/:app/labels': 'collaborator',
  'GET /apps/:app/dynos': 'collaborator',
  'GET /apps/:app/dynos/:dyno': 'collaborator',
  'POST /apps/:app/dynos': 'collaborator',
  'POST /apps/:app/dynos/:dyno': 'collaborator',
  'GET /dyno-sizes': 'user',
  'DELETE /apps/:app/dynos': 'collaborator',
  'DELETE /apps/:app/dynos/:dyno': 'collaborator',
  'DELETE /apps/:app/formations/:type': 'collaborator',
  'POST /apps/:app/dynos/:dyno/actions/stop': 'collaborator',
  'POST /apps/:app/formations/:type/actions/stop': 'collaborator',
  'GET /apps/:app/dynos/:dyno/archive': 'collaborator',
  'PUT /apps/:app/dynos/:dyno/archive': 'collaborator',
  'GET /apps/:app/runs': 'collaborator',
  'GET /apps/:app/runs/:run': 'collaborator',
  'POST /apps/:app/runs/:run/actions/stop': 'collaborator',
  'GET /apps/:app/runs/:run/attach': 'collaborator',
  'GET /apps/:app/releases': 'collaborator',
  'GET /apps/:app/releases/:release': 'collaborator',
  'POST /apps/:app/releases': 'collaborator',
  'GET /apps/:app/slugs/:slug': 'collaborator',
  'GET /apps/:app/builds': 'collaborator',
  'GET /apps/:app/builds/:build': 'collaborator',
  'GET /apps/:app/builds/:build/output': 'collaborator',
  'POST /apps/:app/builds': 'collaborator',
  'GET /apps/:app/routing': 'collaborator',
  'PATCH /apps/:app/routing': 'collaborator',
  'GET /apps/:app/tls': 'collaborator',
  'PATCH /apps/:app/tls': 'collaborator',
  'GET /apps/:app/whitelist': 'collaborator',
  'PATCH /apps/:app/whitelist': 'collaborator',
  'GET /apps/:app/services': 'collaborator',
  'POST /apps/:app/services': 'collaborator',
  'DELETE /apps/:app/services/:type': 'collaborator',
  'GET /apps/:app/features': 'collaborator',
  'GET /apps/:app/features/:feature': 'collaborator',
  'PATCH /apps/:app/features/:feature': 'collaborator',
  'GET /account/features': 'user',
  'GET /account/features/:feature': 'user',
  'PATCH /account/features/:feature': 'user',
  'GET /apps/:app/domains': 'collaborator',
  'POST /apps/:app/domains': 'collaborator',
  'GET /apps/:app/domains/:hostname': 'collaborator',
  'PATCH /apps/:app/domains/:hostname': 'collaborator',
  'DELETE /apps/:app/domains/:hostname': 'collaborator',
  'GET /apps/:app/sni-endpoints': 'collaborator',
  'POST /apps/:app/sni-endpoints': 'collaborator',
  'GET /apps/:app/sni-endpoints/:certificate': 'collaborator',
  'PATCH /apps/:app/sni-endpoints/:certificate': 'collaborator',
  'DELETE /apps/:app/sni-endpoints/:certificate': 'collaborator',
  'GET /apps/:app/collaborators': 'collaborator',
  'POST /apps/:app/collaborators': 'owner',
  'DELETE /apps/:app/collaborators/:user': 'owner',
  'POST /apps/:app/log-sessions': 'collaborator',
  'GET /logs/:secret': 'anyone',
  'GET /:app.git/info/refs': 'collaborator',
  'GET /:app.git/HEAD': 'collaborator',
  'POST /:app.git/git-upload-pack': 'collaborator',
  'POST /:app.git/git-receive-pack': 'collaborator',
}

const reached = 299

/** What each caller is answered: the handler is reached, or one of the refusals. */
const answers: Record<Access, Record<Who, number>> = {
  anyone: { nobody: reached, stranger: reached, friend: reached, owner: reached, admin: reached },
  user: { nobody: 401, stranger: reached, friend: reached, owner: reached, admin: reached },
  admin: { nobody: 401, stranger: 403, friend: 403, owner: 403, admin: reached },
  collaborator: { nobody: 401, stranger: 404, friend: reached, owner: reached, admin: reached },
  owner: { nobody: 401, stranger: 404, friend: 403, owner: reached, admin: reached },
}

/** The real server, whose handlers only say that they were reached. */
async function createHollowServer(t: TestContext): Promise<TestServer & { routes: string[] }> {
  const routes: RouteOptions[] = []
  const made = await hearRoutes(
    () => createTestServer(t),
    (route) => {
      routes.push({ ...route })
      delete route.schema
      delete route.preValidation
      delete route.websocket
      route.handler = (_, reply) => reply.code(reached).send('reached')
    },
  )
  return { ...made, routes: nameRoutes(routes) }
}

test('every route × every caller', async (t) => {
  const { platform, users, routes, call } = await createHollowServer(t)
  const { app } = await createEmptyApp(platform)
  await platform.store.collaborators.add({
    id: 'c1',
    appId: app.id,
    userId: users.friend.id,
    createdAt: platform.now(),
  })
  assert.deepEqual(routes.sort(), Object.keys(table).sort())

  for (const [route, access] of Object.entries(table)) {
    const [method = '', url = ''] = route.split(' ')
    const path = url.replace(':app', 'blog').replace(/:\w+/g, 'x')
    for (const [who, expected] of Object.entries(answers[access]) as [Who, number][]) {
      const { status, body } = await call(who, method, path)
      assert.equal(status, expected, `${who}: ${route} ${JSON.stringify(body)}`)
    }
    if (method === 'GET') {
      const { status } = await call('nobody', 'HEAD', path)
      assert.equal(status, access === 'anyone' ? reached : 401, `nobody: HEAD ${url}`)
    }
  }
})

test('an app that is not there is told of in the same words as one that may not be seen', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const told = (name: string) => ({
    id: 'not_found',
    message: `No such app: ${name}. \`qp apps\` lists yours.`,
  })
  for (const path of ['', '/config-vars', '/dynos/web.1']) {
    assert.deepEqual((await call('stranger', 'GET', `/apps/blog${path}`)).body, told('blog'))
    assert.deepEqual((await call('stranger', 'GET', `/apps/none${path}`)).body, told('none'))
    assert.deepEqual((await call('admin', 'GET', `/apps/none${path}`)).body, told('none'))
  }
  assert.deepEqual((await call('admin', 'GET', '/none.git/HEAD')).body, told('none'))
})

test('who may not is told who may', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const createdAt = platform.now()
  await platform.store.collaborators.add({ id: 'c1', appId: app.id, userId: users.friend.id, createdAt })
  const destroy = await call('friend', 'DELETE', '/apps/blog')
  assert.deepEqual(
    [destroy.status, destroy.body],
    [403, { id: 'forbidden', message: 'Only the owner of blog may do that.' }],
  )
  assert.deepEqual((await call('owner', 'GET', '/users')).body, {
    id: 'forbidden',
    message: 'Only an admin may do that.',
  })
})

const credentials: { name: string; header: (token: string) => string; status: number }[] = [
  { name: 'a bearer token', header: (token) => `Bearer ${token}`, status: 200 },
  { name: 'a token as password', header: (token) => basic('anything', token), status: 200 },
  { name: 'a token as name', header: (token) => basic(token, ''), status: 401 },
  { name: 'another token', header: (token) => `Bearer ${token}x`, status: 401 },
  { name: 'an undefined token', header: () => 'Bearer undefined', status: 401 },
  { name: 'an empty token', header: () => 'Bearer ', status: 401 },
  { name: 'another scheme', header: (token) => `Digest ${token}`, status: 401 },
]
for (const { name, header, status } of credentials) {
  test(`${name}: ${status}`, async (t) => {
    const { tokens, call } = await createTestServer(t)
    const answer = await call('nobody', 'GET', '/account', undefined, { authorization: header(tokens.owner) })
    assert.equal(answer.status, status)
    assert.equal(answer.headers['www-authenticate'], status === 401 ? 'Basic realm="qp"' : undefined)
    if (status === 401)
      assert.deepEqual(answer.body, {
        id: 'unauthorized',
        message: 'Invalid credentials provided. Log in with `qp login`.',
      })
  })
}

test('a token is good until it expires or is revoked', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { token, secret } = await addToken(platform, users.owner, '', 60)
  const ask = async () =>
    (await call('nobody', 'GET', '/account', undefined, { authorization: `Bearer ${secret}` })).status
  assert.equal(await ask(), 200)
  platform.clock.at = new Date(platform.clock.at.getTime() + 59_999)
  assert.equal(await ask(), 200)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1)
  assert.equal(await ask(), 401)
  const other = await addToken(platform, users.owner, '', null)
  await platform.store.tokens.remove(other.token.id)
  assert.notEqual(other.token.id, token.id)
  assert.equal(
    (await call('nobody', 'GET', '/account', undefined, { authorization: `Bearer ${other.secret}` })).status,
    401,
  )
})

test('a route that does not say who may call it is refused', async (t) => {
  const server = fastify()
  guardRoutes(server, await createTestPlatform(t))
  assert.throws(
    () => server.get('/open', async () => ''),
    /route (GET|HEAD) \/open does not say who may call it/,
  )
})

test('a password may contain colons; what is no basic login is none', () => {
  assert.deepEqual(parseBasic(basic('me@example.com', 'a:b:ü')), {
    name: 'me@example.com',
    password: 'a:b:ü',
  })
  assert.deepEqual(parseBasic(basic('', '')), { name: '', password: '' })
  assert.equal(parseBasic('Bearer x'), undefined)
  assert.equal(parseBasic(undefined), undefined)
})

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}
