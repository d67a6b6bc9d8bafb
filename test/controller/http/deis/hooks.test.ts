import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addKey } from '../../../../src/controller/deploy/change-keys.ts'
import { md5Fingerprint } from '../../../../src/controller/http/deis/keys.ts'
import { assertIsDeis, documented } from '../../../fixtures/deis-contract.ts'
import { createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { makeKeyPair } from '../../../fixtures/ssh-keys.ts'
import { aCollaboration } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const builderKey = 'a builder key'

async function createBuilt(t: Parameters<typeof createTestServer>[0]) {
  const made = await createTestServer(t, {
    settings: { builderKey, ssh: { host: '127.0.0.1', port: 0 } },
  })
  const { app } = await createEmptyApp(made.platform)
  const { collaborators } = made.platform.store
  await collaborators.add(aCollaboration(app, made.users.friend))
  await collaborators.add(aCollaboration(app, made.users.stranger, { permissions: ['view'] }))
  const ask = async (method: string, path: string, body?: object) => {
    const key = { 'X-Deis-Builder-Auth': builderKey }
    const answer = await made.call('nobody', method, path, body, key)
    return [answer.status, answer.body] as const
  }
  const keyOf = async (who: 'owner' | 'friend' | 'stranger') => {
    const { text } = makeKeyPair(t, who)
    const key = await addKey(made.platform, made.users[who], { text })
    return { key: text.trim(), fingerprint: md5Fingerprint(key) }
  }
  return { ...made, ask, keyOf }
}

test('whose key it is, and which apps they may push to', async (t) => {
  const { ask, keyOf } = await createBuilt(t)
  const [owner, stranger] = [await keyOf('owner'), await keyOf('stranger')]
  assert.match(owner.fingerprint, /^(..:){15}..$/)
  assert.deepEqual(await ask('GET', `/v2/hooks/key/${owner.fingerprint}`), [
    200,
    { username: 'owner', apps: ['blog'] },
  ])
  assert.deepEqual(await ask('GET', `/v2/hooks/key/${stranger.fingerprint}`), [
    200,
    { username: 'stranger', apps: [] },
  ])
  assert.deepEqual(await ask('GET', '/v2/hooks/key/aa:bb'), [404, 'No Key matches the given query.'])
})

test('the keys of those who may push', async (t) => {
  const { ask, keyOf } = await createBuilt(t)
  const [owner, friend] = [await keyOf('owner'), await keyOf('friend'), await keyOf('stranger')]
  assert.deepEqual(await ask('GET', '/v2/hooks/keys/blog'), [200, { friend: [friend] }])
  assert.deepEqual(await ask('GET', '/v2/hooks/keys/blog/owner'), [200, { owner: [owner] }])
  assert.equal((await ask('GET', '/v2/hooks/keys/blog/stranger'))[0], 403)
  const none = { detail: documented('No Keys match the given query.') }
  assert.deepEqual(await ask('GET', '/v2/hooks/keys/blog/admin'), [404, none])
  assert.deepEqual(await ask('GET', '/v2/hooks/keys/none'), [404, 'No App matches the given query.'])
  assert.deepEqual(await ask('GET', '/v2/hooks/keys/blog/none'), [404, 'No User matches the given query.'])
})

test("an app's config, for who may push", async (t) => {
  const { ask, call } = await createBuilt(t)
  const asked = (receive_user: string, receive_repo = 'blog') =>
    ask('POST', '/v2/hooks/config/', { receive_user, receive_repo })
  const [status, body] = await asked('friend')
  assert.equal(status, 200)
  assertIsDeis('config', body)
  assert.deepEqual(body, (await call('owner', 'GET', '/v2/apps/blog/config/')).body)
  assert.equal((await asked('stranger'))[0], 403)
  assert.deepEqual(await asked('friend', 'none'), [404, 'No App matches the given query.'])
  assert.deepEqual(await asked('none'), [404, 'No User matches the given query.'])
})

test('what was built is deployed, in the name of who pushed it', async (t) => {
  const { ask, call, platform } = await createBuilt(t)
  const image = { id: 'sha256:1', tags: ['blog:git'], labels: {}, size: 5, exposedPorts: [], argv: ['serve'] }
  platform.engine.images.set('blog:git', image)
  const build = {
    sha: 'ecdff91c57a0b9ab82e89634df87e293d259a3aa',
    receive_repo: 'blog',
    image: 'blog:git',
    procfile: { web: 'serve' },
    dockerfile: 'true',
  }
  assert.equal((await ask('POST', '/v2/hooks/build/', { ...build, receive_user: 'stranger' }))[0], 403)
  assert.deepEqual(await ask('POST', '/v2/hooks/build/', { ...build, receive_user: 'friend' }), [
    200,
    { release: { version: 2 } },
  ])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  const { summary } = (await call('owner', 'GET', '/v2/apps/blog/releases/v2')).body as { summary: string }
  assert.equal(summary, 'friend deployed ecdff91')
})
