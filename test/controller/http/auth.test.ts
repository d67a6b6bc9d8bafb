import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import fastify, { type RouteOptions } from 'fastify'
import { createClient } from '../../../src/controller/deploy/change-clients.ts'
import { addToken } from '../../../src/controller/deploy/change-tokens.ts'
import type { Access, AppAccess } from '../../../src/controller/domain/access.ts'
import { type Permission, permissions } from '../../../src/controller/domain/permission.ts'
import { type Scope, scopes } from '../../../src/controller/domain/token-scope.ts'
import { guardRoutes, parseBasic } from '../../../src/controller/http/auth.ts'
import { deisRoutes } from '../../fixtures/deis-routes.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { hearRoutes, nameRoutes } from '../../fixtures/hear-routes.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aCollaboration } from '../../fixtures/stored.ts'
import { createTestServer, type TestServer, type Who } from '../../fixtures/test-server.ts'

/**
 * Every route there is, whom it lets in, and which scope it asks of a token: where none is named, `read` or `write` by its method for an
 * app's, else `global`. A route that is missing here fails the test, and so does one too many.
 */
const table: Record<string, Access | readonly [Access, Scope]> = {
  ...deisRoutes,
  'GET /openapi.json': 'anyone',
  'GET /healthz': 'anyone',
  'GET /readiness': 'anyone',
  'GET /status': ['user', 'read'],
  'GET /regions': ['user', 'read'],
  'GET /regions/:region': ['user', 'read'],
  'GET /account': ['user', 'identity'],
  'GET /users/~': ['user', 'identity'],
  'POST /account': ['anyone', 'global'],
  'PATCH /account': 'user',
  'DELETE /account': 'user',
  'POST /account/app-transfers': ['user', 'write'],
  'GET /users': 'admin',
  'POST /users': 'admin',
  'POST /users/actions/revoke-tokens': 'admin',
  'PATCH /users/:user': 'admin',
  'DELETE /users/:user': 'admin',
  'POST /oauth/authorizations': ['anyone', 'global'],
  'GET /oauth/authorizations': 'user',
  'GET /oauth/authorizations/:id': 'user',
  'DELETE /oauth/authorizations/:id': 'user',
  'PATCH /oauth/authorizations/:id': 'user',
  'POST /oauth/authorizations/:id/actions/regenerate-tokens': 'user',
  'POST /oauth/tokens': 'anyone',
  'DELETE /oauth/tokens/:id': 'user',
  'POST /oauth/token': 'anyone',
  'GET /oauth/authorize': 'anyone',
  'POST /oauth/authorize': 'anyone',
  'GET /oauth/clients': 'user',
  'POST /oauth/clients': 'user',
  'GET /oauth/clients/:id': 'user',
  'PATCH /oauth/clients/:id': 'user',
  'DELETE /oauth/clients/:id': 'user',
  'POST /oauth/clients/:id/actions/rotate-credentials': 'user',
  'GET /oauth/sessions': 'user',
  'DELETE /oauth/sessions/:id': 'user',
  'GET /account/keys': 'user',
  'POST /account/keys': 'user',
  'GET /account/keys/:key': 'user',
  'DELETE /account/keys/:key': 'user',
  'GET /apps': ['user', 'read'],
  'GET /users/~/apps': ['user', 'read'],
  'POST /apps': ['user', 'write'],
  'GET /apps/:app': 'collaborator',
  'PATCH /apps/:app': 'view',
  'DELETE /apps/:app': 'manage',
  'GET /apps/:app/config-vars': ['deploy-or-operate', 'read-protected'],
  'PATCH /apps/:app/config-vars': ['deploy-or-operate', 'write-protected'],
  'GET /apps/:app/releases/:release/config-vars': ['deploy-or-operate', 'read-protected'],
  'GET /apps/:app/formation': 'collaborator',
  'GET /apps/:app/formation/:type': 'collaborator',
  'PATCH /apps/:app/formation': 'deploy-or-operate',
  'PATCH /apps/:app/formation/:type': 'deploy-or-operate',
  'GET /apps/:app/process-settings': 'collaborator',
  'PATCH /apps/:app/process-settings': 'collaborator',
  'GET /apps/:app/tags': 'collaborator',
  'PATCH /apps/:app/tags': 'collaborator',
  'GET /apps/:app/labels': 'collaborator',
  'PATCH /apps/:app/labels': 'collaborator',
  'GET /apps/:app/dynos': 'collaborator',
  'GET /apps/:app/dynos/:dyno': 'collaborator',
  'POST /apps/:app/dynos': ['deploy-or-operate', 'write-protected'],
  'POST /apps/:app/dynos/:dyno': ['deploy-or-operate', 'write-protected'],
  'GET /dyno-sizes': ['user', 'read'],
  'DELETE /apps/:app/dynos': 'collaborator',
  'DELETE /apps/:app/dynos/:dyno': 'collaborator',
  'DELETE /apps/:app/formations/:type': 'collaborator',
  'POST /apps/:app/dynos/:dyno/actions/stop': 'collaborator',
  'POST /apps/:app/formations/:type/actions/stop': 'collaborator',
  'GET /apps/:app/dynos/:dyno/archive': ['deploy-or-operate', 'read-protected'],
  'PUT /apps/:app/dynos/:dyno/archive': ['deploy-or-operate', 'write-protected'],
  'GET /apps/:app/dynos/:dyno/forward': ['deploy-or-operate', 'write-protected'],
  'GET /apps/:app/runs': 'collaborator',
  'GET /apps/:app/runs/:run': 'collaborator',
  'POST /apps/:app/runs/:run/actions/stop': 'deploy-or-operate',
  'GET /apps/:app/runs/:run/attach': ['deploy-or-operate', 'write-protected'],
  'GET /apps/:app/releases': 'collaborator',
  'GET /apps/:app/releases/:release': 'collaborator',
  'POST /apps/:app/releases': 'deploy-or-operate',
  'GET /apps/:app/releases/:release/output': 'collaborator',
  'GET /outputs/:id': 'anyone',
  'DELETE /apps/:app/builds/:build': 'deploy',
  'POST /sources': ['user', 'write'],
  'POST /apps/:app/sources': 'deploy',
  'PUT /sources/:id': 'anyone',
  'GET /apps/:app/registry': 'deploy-or-operate',
  'PATCH /apps/:app/registry': ['deploy-or-operate', 'write-protected'],
  'GET /apps/:app/slugs/:slug': 'collaborator',
  'GET /apps/:app/builds': 'collaborator',
  'GET /apps/:app/builds/:build': 'collaborator',
  'GET /apps/:app/builds/:build/output': 'collaborator',
  'POST /apps/:app/builds': 'deploy',
  'GET /apps/:app/buildpack-installations': 'collaborator',
  'PUT /apps/:app/buildpack-installations': 'deploy-or-operate',
  'GET /buildpacks': ['user', 'read'],
  'GET /apps/:app/container-images': 'collaborator',
  'GET /apps/:app/container-images/:type': ['deploy', 'read-protected'],
  'PUT /apps/:app/container-images/:type': 'deploy',
  'POST /apps/:app/container-images/actions/release': 'deploy',
  'POST /apps/:app/container-images/actions/remove': 'deploy',
  'GET /stacks': ['user', 'read'],
  'GET /stacks/:stack': ['user', 'read'],
  'GET /apps/:app/routing': 'collaborator',
  'PATCH /apps/:app/routing': 'collaborator',
  'GET /apps/:app/tls': 'collaborator',
  'PATCH /apps/:app/tls': 'collaborator',
  'GET /apps/:app/whitelist': 'collaborator',
  'PATCH /apps/:app/whitelist': 'collaborator',
  'GET /apps/:app/services': 'collaborator',
  'POST /apps/:app/services': 'collaborator',
  'DELETE /apps/:app/services/:type': 'collaborator',
  'GET /apps/:app/addons': 'collaborator',
  'GET /apps/:app/addon-attachments': 'collaborator',
  'GET /addons': ['user', 'read'],
  'GET /addon-attachments': ['user', 'read'],
  'GET /pipelines': ['user', 'read'],
  'GET /spaces': ['user', 'read'],
  'GET /teams': ['user', 'read'],
  'GET /apps/:app/features': 'collaborator',
  'GET /apps/:app/features/:feature': 'collaborator',
  'PATCH /apps/:app/features/:feature': 'collaborator',
  'GET /account/features': ['user', 'read'],
  'GET /account/features/:feature': ['user', 'read'],
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
  'POST /apps/:app/acm': 'collaborator',
  'PATCH /apps/:app/acm': 'collaborator',
  'DELETE /apps/:app/acm': 'collaborator',
  'DELETE /apps/:app/sni-endpoints/:certificate': 'collaborator',
  'GET /apps/:app/collaborators': 'view',
  'POST /apps/:app/collaborators': 'manage',
  'POST /teams/apps/:app/collaborators': 'manage',
  'PATCH /apps/:app/collaborators/:user': 'manage',
  'DELETE /apps/:app/collaborators/:user': 'self-or-manage',
  'GET /apps/:app/log-drains': ['operate', 'read-protected'],
  'POST /apps/:app/log-drains': 'operate',
  'GET /apps/:app/log-drains/:drain': ['operate', 'read-protected'],
  'DELETE /apps/:app/log-drains/:drain': 'operate',
  'GET /apps/:app/webhooks': ['operate', 'read-protected'],
  'POST /apps/:app/webhooks': 'operate',
  'GET /apps/:app/webhooks/:webhook': ['operate', 'read-protected'],
  'PATCH /apps/:app/webhooks/:webhook': 'operate',
  'DELETE /apps/:app/webhooks/:webhook': 'operate',
  'GET /apps/:app/webhook-deliveries': 'collaborator',
  'GET /apps/:app/webhook-deliveries/:delivery': 'collaborator',
  'GET /apps/:app/webhook-events': 'collaborator',
  'GET /apps/:app/webhook-events/:event': 'collaborator',
  'POST /apps/:app/log-sessions': ['deploy-or-operate', 'read'],
  'GET /logs/:secret': 'anyone',
  'GET /:app.git/info/refs': 'deploy',
  'GET /:app.git/HEAD': 'deploy',
  'POST /:app.git/git-upload-pack': ['deploy', 'read'],
  'POST /:app.git/git-receive-pack': 'deploy',
}

/** What a token that an OAuth client holds never does, whatever its scope and whoever's it is. */
const notForClients: ReadonlySet<string> = new Set([
  'POST /account',
  'PATCH /account',
  'DELETE /account',
  'PATCH /account/features/:feature',
  'POST /users',
  'POST /users/actions/revoke-tokens',
  'PATCH /users/:user',
  'DELETE /users/:user',
  'POST /oauth/authorizations/:id/actions/regenerate-tokens',
  'POST /oauth/clients',
  'PATCH /oauth/clients/:id',
  'DELETE /oauth/clients/:id',
  'POST /oauth/clients/:id/actions/rotate-credentials',
  'DELETE /oauth/sessions/:id',
  'POST /account/keys',
  'DELETE /account/keys/:key',
  'POST /v2/auth/register',
  'POST /v2/auth/passwd',
  'POST /v2/auth/tokens',
  'DELETE /v2/auth/cancel',
  'POST /v2/admin/perms',
  'DELETE /v2/admin/perms/:user',
  'POST /v2/keys',
  'DELETE /v2/keys/:key',
])

const reached = 299

const everybody = { nobody: reached, stranger: reached, friend: reached, owner: reached, admin: reached }
const collaborators = { nobody: 401, stranger: 404, friend: reached, owner: reached, admin: reached }

/** What each caller is answered: the handler is reached, or one of the refusals. `friend` has view, deploy and operate. */
const answers: Record<Access, Record<Who, number>> = {
  anyone: everybody,
  user: { ...everybody, nobody: 401 },
  admin: { nobody: 401, stranger: 403, friend: 403, owner: 403, admin: reached },
  builder: { nobody: 401, stranger: 403, friend: 403, owner: 403, admin: 403 },
  collaborator: collaborators,
  view: collaborators,
  deploy: collaborators,
  operate: collaborators,
  'deploy-or-operate': collaborators,
  manage: { ...collaborators, friend: 403 },
  'self-or-manage': { ...collaborators, friend: 403 },
  owner: { ...collaborators, friend: 403 },
}

/** Which one permission is enough, beside view. */
const enough: Record<AppAccess, readonly Permission[]> = {
  collaborator: [],
  view: permissions,
  deploy: ['deploy'],
  operate: ['operate'],
  'deploy-or-operate': ['deploy', 'operate'],
  manage: ['manage'],
  'self-or-manage': ['manage'],
  owner: [],
}

/** Which tokens will do. */
const covering: Record<Scope, readonly Scope[]> = {
  global: ['global'],
  identity: ['global', 'identity', 'read', 'write', 'read-protected', 'write-protected'],
  read: ['global', 'read', 'write', 'read-protected', 'write-protected'],
  write: ['global', 'write', 'write-protected'],
  'read-protected': ['global', 'read-protected', 'write-protected'],
  'write-protected': ['global', 'write-protected'],
}

interface Row {
  route: string
  method: string
  path: string
  isOfApp: boolean
  access: Access
  scope: Scope | undefined
}

const rows: readonly Row[] = Object.entries(table).map(([route, asked]) => {
  const [method = '', url = ''] = route.split(' ')
  const [access, named] = typeof asked === 'string' ? [asked] : asked
  const isOfApp = url.includes(':app')
  const usual = isOfApp ? (method === 'GET' ? 'read' : 'write') : 'global'
  const scope = named ?? (access === 'anyone' ? undefined : usual)
  return { route, method, path: url.replace(':app', 'blog').replace(/:\w+/g, 'x'), isOfApp, access, scope }
})

/** The real server, whose handlers only say that they were reached. */
async function createHollowServer(
  t: TestContext,
  overrides: Parameters<typeof createTestServer>[1] = {},
): Promise<TestServer & { routes: string[] }> {
  const routes: RouteOptions[] = []
  const made = await hearRoutes(
    () => createTestServer(t, overrides),
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
  await platform.store.collaborators.add(aCollaboration(app, users.friend))
  assert.deepEqual(routes.sort(), Object.keys(table).sort())

  for (const { route, method, path, access } of rows) {
    for (const [who, expected] of Object.entries(answers[access]) as [Who, number][]) {
      const { status, body } = await call(who, method, path)
      assert.equal(status, expected, `${who}: ${route} ${JSON.stringify(body)}`)
    }
    if (method === 'GET') {
      const { status } = await call('nobody', 'HEAD', path)
      assert.equal(status, access === 'anyone' ? reached : 401, `nobody: HEAD ${path}`)
    }
  }
})

test('every route of a builder × every key', async (t) => {
  const asked = rows.filter((it) => it.access === 'builder')
  for (const [builderKey, given, who, expected] of [
    ['the key', 'the key', 'nobody', reached],
    ['the key', 'the key', 'stranger', reached],
    ['the key', 'another', 'nobody', 401],
    ['the key', 'another', 'admin', 403],
    [undefined, '', 'admin', 403],
    [undefined, 'undefined', 'nobody', 401],
  ] as const) {
    const { call } = await createHollowServer(t, { settings: { builderKey } })
    for (const { route, method, path } of asked) {
      const { status } = await call(who, method, path, undefined, { 'X-Deis-Builder-Auth': given })
      assert.equal(status, expected, `${given} for ${builderKey}, by ${who}: ${route}`)
    }
  }
})

test('every route of an app × every permission', async (t) => {
  const { platform, users, call } = await createHollowServer(t)
  const { app } = await createEmptyApp(platform)
  const collaboration = aCollaboration(app, users.friend)
  await platform.store.collaborators.add(collaboration)
  for (const permission of permissions) {
    await platform.store.collaborators.setPermissions(collaboration.id, ['view', permission], platform.now())
    for (const { route, method, path, access } of rows.filter((it) => it.isOfApp)) {
      const byMethod = method === 'GET' ? permissions : (['operate'] as const)
      const lets = access === 'collaborator' ? byMethod : enough[access as AppAccess]
      const expected = lets.some((it) => it === permission) ? reached : 403
      const { status, body } = await call('friend', method, path)
      assert.equal(status, expected, `${permission}: ${route} ${JSON.stringify(body)}`)
    }
  }
})

test('every route × every scope of a token', async (t) => {
  const { platform, users, call } = await createHollowServer(t)
  await createEmptyApp(platform)
  for (const scope of scopes) {
    const { secret } = await addToken(platform, users.admin, {
      description: '',
      lifetime: null,
      scope: [scope],
    })
    const authorization = `Bearer ${secret}`
    for (const { route, method, path, scope: needed } of rows.filter((it) => it.access !== 'builder')) {
      const { status, body } = await call('nobody', method, path, undefined, { authorization })
      const expected = needed === undefined || covering[needed].includes(scope) ? reached : 403
      assert.equal(status, expected, `${scope}: ${route} ${JSON.stringify(body)}`)
    }
  }
})

test("every route × a token for everything that an admin's OAuth client holds", async (t) => {
  const { platform, users, call } = await createHollowServer(t)
  await createEmptyApp(platform)
  const wanted = { name: 'Dashboard', redirectUri: 'https://dashboard.example/callback' }
  const { client } = await createClient(platform, users.stranger, wanted)
  const held = { description: '', lifetime: null, clientId: client.id }
  const { secret } = await addToken(platform, users.admin, held)
  for (const { route, method, path } of rows.filter((it) => it.access !== 'builder')) {
    const { status, body } = await call('nobody', method, path, undefined, {
      authorization: `Bearer ${secret}`,
    })
    assert.equal(status, notForClients.has(route) ? 403 : reached, `${route} ${JSON.stringify(body)}`)
    // Deis's clients are told in Deis's words.
    if (status === 403) assert.match(JSON.stringify(body), /OAuth client may not .* `qp login`|"detail"/)
  }
})

test('everybody may end their own part in an app, by address or id, and nobody else', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  for (const name of [users.friend.email, users.friend.id]) {
    await platform.store.collaborators.add(aCollaboration(app, users.friend, { permissions: ['view'] }))
    const path = `/apps/blog/collaborators/${name}`
    assert.equal((await call('stranger', 'DELETE', path)).status, 404)
    assert.equal((await call('friend', 'DELETE', path)).status, 200)
    assert.equal((await call('friend', 'GET', '/apps/blog')).status, 404)
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
  assert.equal((await call('admin', 'GET', '/none.git/HEAD')).body, `${told('none').message}\n`)
})

test('of the apps that the caller may see, the one that may have been meant is named', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const told = async (who: Who) => (await call(who, 'GET', '/apps/blgo')).body
  const message = 'No such app: blgo. Did you mean blog? `qp apps` lists yours.'
  assert.deepEqual(await told('owner'), { id: 'not_found', message })
  assert.deepEqual(await told('stranger'), {
    id: 'not_found',
    message: 'No such app: blgo. `qp apps` lists yours.',
  })
})

test('who may not is told who may', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  await platform.store.collaborators.add(aCollaboration(app, users.friend))
  const destroy = await call('friend', 'DELETE', '/apps/blog')
  const message =
    'That asks for manage on blog, and you have view, deploy, operate. Whoever has manage gives more by `qp access:update`.'
  assert.deepEqual([destroy.status, destroy.body], [403, { id: 'forbidden', message }])
  assert.deepEqual((await call('owner', 'GET', '/users')).body, {
    id: 'forbidden',
    message: 'Only an admin may do that.',
  })
  const give = { app: 'blog', recipient: 'stranger@example.com' }
  assert.deepEqual((await call('friend', 'POST', '/account/app-transfers', give)).body, {
    id: 'forbidden',
    message: 'Only the owner of blog may do that.',
  })
  assert.deepEqual((await call('stranger', 'POST', '/account/app-transfers', give)).body, {
    id: 'not_found',
    message: 'No such app: blog. `qp apps` lists yours.',
  })
})

test('a token that is for less is told what it is for', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  await createEmptyApp(platform)
  const scope = ['identity', 'read'] as const
  const { secret } = await addToken(platform, users.owner, { description: '', lifetime: null, scope })
  const ask = (method: string, path: string, body?: object) =>
    call('nobody', method, path, body, { authorization: `Bearer ${secret}` })
  assert.equal((await ask('GET', '/apps/blog')).status, 200)
  const message =
    'This token is for identity, read, and that asks for read-protected. `qp authorizations:create -s identity,read,read-protected` makes one for both.'
  const config = await ask('GET', '/apps/blog/config-vars')
  assert.deepEqual([config.status, config.body], [403, { id: 'forbidden', message }])
  assert.equal((await ask('POST', '/oauth/authorizations', {})).status, 403)
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
        message: 'Invalid credentials provided.',
      })
  })
}

test('a token is good until it expires or is revoked', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { token, secret } = await addToken(platform, users.owner, { description: '', lifetime: 60 })
  const ask = async () =>
    (await call('nobody', 'GET', '/account', undefined, { authorization: `Bearer ${secret}` })).status
  assert.equal(await ask(), 200)
  platform.clock.at = new Date(platform.clock.at.getTime() + 59_999)
  assert.equal(await ask(), 200)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1)
  assert.equal(await ask(), 401)
  const other = await addToken(platform, users.owner, { description: '', lifetime: null })
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
