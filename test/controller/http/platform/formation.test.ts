import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeployedApp, createEmptyApp, deploy, listContainers } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { aCollaboration } from '../../../fixtures/stored.ts'
import { createTestServer, type Who } from '../../../fixtures/test-server.ts'

interface Formation {
  id: string
  type: string
  command: string
  quantity: number
  size: string
}

const short = (body: unknown) =>
  (body as Formation[]).map((it) => `${it.type}=${it.quantity}:${it.size} ${it.command}`)

test('GET lists the process types of the current release', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app, user } = await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  const { status, body } = await call('owner', 'GET', '/apps/blog/formation')
  assert.deepEqual([status, short(body)], [200, ['web=1:Standard-1X serve', 'worker=0:Standard-1X work']])
  for (const it of body as Formation[]) assertIsResource('formation', it)
  const [web] = body as Formation[]
  for (const which of ['web', web?.id])
    assert.deepEqual((await call('owner', 'GET', `/apps/blog/formation/${which}`)).body, web)

  await deploy(platform, app, user, { processTypes: { web: 'serve --new' } })
  assert.deepEqual(short((await call('owner', 'GET', '/apps/blog/formation')).body), [
    'web=1:Standard-1X serve --new',
  ])
  const gone = await call('owner', 'GET', '/apps/blog/formation/worker')
  assert.deepEqual(
    [gone.status, gone.body],
    [404, { id: 'not_found', message: 'No such process type: worker. `qp ps:scale` lists them.' }],
  )
})

test('PATCH as the heroku client sends it: a quantity in text may be relative', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const scale = (quantity: unknown) =>
    call('owner', 'PATCH', '/apps/blog/formation', { updates: [{ type: 'web', quantity }] })
  for (const [quantity, now] of [
    ['+1', 2],
    ['2', 2],
    ['-1', 1],
    [2, 2],
    ['+0', 2],
    [1, 1],
  ] as const) {
    const { status, body } = await scale(quantity)
    assert.deepEqual([status, short(body)], [200, [`web=${now}:Standard-1X serve`]], JSON.stringify(quantity))
  }
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
})

test('PATCH of a size alone', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const updates = [{ type: 'web', size: 'standard-2x' }]
  const { body } = await call('owner', 'PATCH', '/apps/blog/formation', { updates })
  assert.deepEqual(short(body), ['web=1:Standard-2X serve'])
  for (const it of body as Formation[]) assertIsResource('formation', it)
})

test('PATCH of one process type, by its name or id', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  const change = (which: string, body: object) =>
    call('owner', 'PATCH', `/apps/blog/formation/${which}`, body)
  const { status, body } = await change('worker', { quantity: '+2', size: 'standard-2x' })
  assertIsResource('formation', body)
  assert.deepEqual([status, short([body])], [200, ['worker=2:Standard-2X work']])
  const again = await change((body as Formation).id, { quantity: 1 })
  assert.deepEqual([again.status, short([again.body])], [200, ['worker=1:Standard-2X work']])
  assert.deepEqual(
    [(await change('clock', { quantity: 1 })).status, (await change('web', { quantity: 'x' })).status],
    [404, 422],
  )
})

test('`heroku container:rm` takes a process type from the app, for who may deploy', async (t) => {
  const { platform, users, call } = await createTestServer(t)
  const { app } = await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  await platform.store.collaborators.add(
    aCollaboration(app, users.friend, { permissions: ['view', 'operate'] }),
  )
  const remove = (who: Who, type: string) =>
    call(who, 'PATCH', `/apps/blog/formation/${type}`, { docker_image: null })
  assert.equal((await remove('friend', 'worker')).status, 403)
  const { status, body } = await remove('owner', 'worker')
  assertIsResource('formation', body)
  assert.deepEqual([status, short([body])], [200, ['worker=0:Standard-1X work']])
  assert.deepEqual(short((await call('owner', 'GET', '/apps/blog/formation')).body), [
    'web=1:Standard-1X serve',
  ])
  assert.equal((await remove('owner', 'worker')).status, 404)
  assert.equal((await remove('owner', 'web')).status, 409)
  const image = { docker_image: 'sha256:1f2e' }
  assert.equal((await call('owner', 'PATCH', '/apps/blog/formation/web', image)).status, 422)
})

const refused = [
  { updates: [{ type: 'web', quantity: 'many' }], status: 422 },
  { updates: [{ type: 'web', quantity: -1 }], status: 422 },
  { updates: [{ type: 'web', quantity: 1.5 }], status: 422 },
  { updates: [{ type: 'web', quantity: '+1x' }], status: 422 },
  { updates: [{ type: 'web', quantity: 101 }], status: 422 },
  { updates: [{ type: 'web', size: 'huge' }], status: 422 },
  { updates: [{ quantity: 1 }], status: 422 },
  { updates: 'web=1', status: 422 },
  { updates: [{ type: 'clock', quantity: 1 }], status: 404 },
]
for (const { updates, status } of refused) {
  test(`PATCH of ${JSON.stringify(updates)}: ${status}, and nothing changes`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform)
    assert.equal((await call('owner', 'PATCH', '/apps/blog/formation', { updates })).status, status)
    assert.deepEqual(short((await call('owner', 'GET', '/apps/blog/formation')).body), [
      'web=1:Standard-1X serve',
    ])
    assert.deepEqual(platform.events, [])
  })
}

test('an app that nothing was deployed to has no formation', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/formation')).body, [])
  const updates = [{ type: 'web', quantity: 1 }]
  assert.equal((await call('owner', 'PATCH', '/apps/blog/formation', { updates })).status, 409)
})
