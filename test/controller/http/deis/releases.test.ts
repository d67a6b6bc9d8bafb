import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configUuid } from '../../../../src/controller/http/deis/config-uuid.ts'
import { assertIsDeis, assertIsDeisPage, documented } from '../../../fixtures/deis-contract.ts'
import { createDeployedApp, createEmptyApp, deploy } from '../../../fixtures/deployed-app.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('releases, newest first, told by what they changed', async (t) => {
  const { call, platform } = await createTestServer(t)
  const { app, user } = await createDeployedApp(platform, { commit: 'ecdff91c57a0' })
  await deploy(platform, app, user, { commit: '1234567890ab', config: { A: '1' } })
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user, { config: { A: '1' } }))
  const releases = assertIsDeisPage('release', (await call('owner', 'GET', '/v2/apps/blog/releases/')).body)
  assert.deepEqual(
    releases.map((it) => [it['version'], it['failed'], String(it['summary']).replace(/ \w{7} w/, ' … w')]),
    [
      [4, true, 'owner deployed … which failed'],
      [3, false, 'owner deployed 1234567 and owner added A'],
      [2, false, 'owner deployed ecdff91'],
      [1, false, 'owner created initial release'],
    ],
  )
  assert.deepEqual([releases[3]?.['build'], typeof releases[2]?.['build']], [null, 'string'])
  const one = await call('owner', 'GET', '/v2/apps/blog/releases/v3/')
  assertIsDeis('release', one.body)
  assert.deepEqual(one.body, releases[1])
  const { uuid, config } = one.body as { uuid: string; config: string }
  assert.equal(config, configUuid(uuid))
  const none = await call('owner', 'GET', '/v2/apps/blog/releases/v9/')
  assert.deepEqual([none.status, none.body], [404, 'No Release matches the given query.'])
})

test('a rollback goes to a version, or to the one before', async (t) => {
  const { call, platform } = await createTestServer(t)
  const { app, user } = await createDeployedApp(platform)
  await deploy(platform, app, user, { config: { A: '1' } })
  const back = async (body?: object) => {
    const answer = await call('owner', 'POST', '/v2/apps/blog/releases/rollback/', body)
    return [answer.status, answer.body]
  }
  assert.deepEqual(await back(), [201, { version: 4 }])
  const { summary } = (await call('owner', 'GET', '/v2/apps/blog/releases/v4/')).body as { summary: string }
  assert.equal(summary, 'owner rolled back to v2')
  assert.deepEqual((await platform.store.releases.findCurrent(app.id))?.config, {})
  assert.deepEqual(await back({ version: 3 }), [201, { version: 5 }])

  const refused = (detail: string) => [400, { detail: documented(detail) }]
  assert.deepEqual(await back({ version: 1 }), refused('Cannot roll back to initial release.'))
  assert.deepEqual(await back({ version: 0 }), refused('version cannot be below 0'))
  assert.deepEqual(await back({ version: 9 }), refused('Release matching query does not exist.'))
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  const [status, body] = await back({ version: 4 })
  assert.equal(status, 400)
  assert.match((body as { detail: string }).detail, /^\(app::deploy\): /)
  assert.deepEqual(await back({ version: 6 }), refused('Cannot roll back to failed release.'))
})

test('of what was never deployed to there is nothing to go back to', async (t) => {
  const { call, platform } = await createTestServer(t)
  await createEmptyApp(platform)
  const { status, body } = await call('owner', 'POST', '/v2/apps/blog/releases/rollback/')
  assert.deepEqual([status, body], [400, { detail: 'version cannot be below 0' }])
})

test('a list asks for each user and for the slugs once', async (t) => {
  const { call, platform } = await createTestServer(t)
  const { app, user } = await createDeployedApp(platform)
  await deploy(platform, app, user, { config: { A: '1' } })
  const users = t.mock.method(platform.store.users, 'findEvenRemoved')
  const slugs = t.mock.method(platform.store.slugs, 'listOfApp')
  const releases = assertIsDeisPage('release', (await call('owner', 'GET', '/v2/apps/blog/releases/')).body)
  assert.ok(releases.length > 2)
  assert.deepEqual([users.mock.callCount(), slugs.mock.callCount()], [1, 1])
})
