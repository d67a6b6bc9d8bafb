import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeployedApp, createEmptyApp, listContainers } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Dyno {
  id: string
  name: string
  type: string
  command: string
  size: string
  state: string
  release: { id: string; version: number }
  attach_url: string | null
}

test('GET lists what runs, and one of it by name or id', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { release } = await createDeployedApp(platform)
  const { status, body } = await call('owner', 'GET', '/apps/blog/dynos')
  const [web, ...others] = body as Dyno[]
  assert.ok(web)
  assertIsResource('dyno', web)
  assert.deepEqual(
    [status, others, web.name, web.type, web.command, web.size, web.state, web.release],
    [200, [], 'web.1', 'web', 'serve', 'Standard-1X', 'up', { id: release.id, version: 2 }],
  )
  for (const which of ['web.1', web.id])
    assert.deepEqual((await call('owner', 'GET', `/apps/blog/dynos/${which}`)).body, web)
  const none = await call('owner', 'GET', '/apps/blog/dynos/web.2')
  assert.deepEqual(
    [none.status, none.body],
    [404, { id: 'not_found', message: 'No such dyno: web.2. `qp ps` lists them.' }],
  )
})

test('POST a detached one-off dyno: it runs, and is listed', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  const asked = { command: 'rake db', env: { B: '2' }, size: 'basic', attach: false }
  const { status, body } = await call('owner', 'POST', '/apps/blog/dynos', asked)
  assert.equal(status, 201)
  assertIsResource('dyno', body)
  const dyno = body as Dyno
  assert.match(dyno.name, /^run\.\d{4}$/)
  assert.deepEqual([dyno.attach_url, dyno.command, dyno.size], [null, 'rake db', 'Basic'])
  const list = (await call('owner', 'GET', '/apps/blog/dynos')).body as Dyno[]
  assert.deepEqual(
    list.map((it) => [it.name, it.state]),
    [
      ['web.1', 'up'],
      [dyno.name, 'up'],
    ],
  )
  const container = [...platform.engine.containers.values()].at(-1)
  assert.deepEqual(container?.spec.argv, ['/bin/sh', '-c', 'rake db'])
})

const terminals = [
  { asked: {}, tty: true },
  { asked: { tty: true }, tty: true },
  { asked: { tty: false }, tty: false },
  { asked: { force_no_tty: true }, tty: false },
  { asked: { force_no_tty: null }, tty: true },
  { asked: { attach: false }, tty: false },
  { asked: { attach: false, tty: true }, tty: false },
]
for (const { asked, tty } of terminals) {
  test(`POST with ${JSON.stringify(asked)}: ${tty ? 'a' : 'no'} terminal`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform)
    await call('owner', 'POST', '/apps/blog/dynos', { argv: ['ls', '-l x'], attach: true, ...asked })
    const container = [...platform.engine.containers.values()].at(-1)
    assert.deepEqual([container?.spec.tty, container?.spec.argv], [tty, ['ls', '-l x']])
  })
}

const refusals: { asked: object; status: number; message: RegExp }[] = [
  { asked: {}, status: 422, message: /^A one-off dyno needs a command, such as `qp run bash`\.$/ },
  { asked: { command: ' ' }, status: 422, message: /needs a command/ },
  { asked: { argv: [] }, status: 422, message: /body\/argv must NOT have fewer than 1 items/ },
  { asked: { command: 'ls', size: 'huge' }, status: 422, message: /^No such dyno size: huge/ },
  { asked: { command: 'ls', env: { A: 1 } }, status: 422, message: /body\/env\/A must be string/ },
]
for (const { asked, status, message } of refusals) {
  test(`POST of ${JSON.stringify(asked)}: ${status}`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform)
    const answer = await call('owner', 'POST', '/apps/blog/dynos', asked)
    assert.equal(answer.status, status)
    assert.match((answer.body as { message: string }).message, message)
    assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  })
}

test('an app that nothing was deployed to runs nothing', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.equal((await call('owner', 'POST', '/apps/blog/dynos', { command: 'ls' })).status, 409)
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/dynos')).body, [])
  assert.equal((await call('owner', 'DELETE', '/apps/blog/dynos')).status, 409)
})

for (const path of ['dynos', 'dynos/web.1', 'formations/web']) {
  test(`DELETE /apps/:app/${path} restarts`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform)
    assert.equal((await call('owner', 'DELETE', `/apps/blog/${path}`)).status, 202)
    assert.ok(platform.events.includes('create web.1@v2') && platform.events.includes('remove web.1@v2'))
  })
}

for (const path of ['dynos/web.1', 'formations/web']) {
  test(`POST /apps/:app/${path}/actions/stop stops`, async (t) => {
    const { platform, call } = await createTestServer(t)
    await createDeployedApp(platform)
    assert.equal((await call('owner', 'POST', `/apps/blog/${path}/actions/stop`)).status, 202)
    assert.deepEqual(listContainers(platform), [])
  })
}

test('restart and stop of what is not there: 404', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createDeployedApp(platform)
  for (const path of ['dynos/web.9', 'formations/clock']) {
    assert.equal((await call('owner', 'DELETE', `/apps/blog/${path}`)).status, 404)
    assert.equal((await call('owner', 'POST', `/apps/blog/${path}/actions/stop`)).status, 404)
  }
})

test('the sizes there are', async (t) => {
  const { call } = await createTestServer(t)
  const sizes = (await call('stranger', 'GET', '/dyno-sizes')).body as { name: string; memory: number }[]
  for (const it of sizes) assertIsResource('dyno-size', it)
  assert.deepEqual(
    sizes.map((it) => [it.name, it.memory]),
    [
      ['Eco', 0.5],
      ['Basic', 0.5],
      ['Standard-1X', 0.5],
      ['Standard-2X', 1],
      ['Performance-M', 2.5],
      ['Performance-L', 14],
    ],
  )
})
