import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Run } from '../../../../src/api-types/run.ts'
import { createDeployedApp, createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { aRun } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'
import { until } from '../../../fixtures/until.ts'

async function createServerWithApp(t: TestContext) {
  const made = await createTestServer(t)
  const { app } = await createDeployedApp(made.platform)
  const ask = async (method: string, path: string) => {
    const { status, body } = await made.call('owner', method, `/apps/blog/runs${path}`)
    return { status, body }
  }
  return { ...made, app, ask }
}

test('GET lists those that run; with all=true those that have ended too', async (t) => {
  const { platform, app, ask } = await createServerWithApp(t)
  const at = (second: number) => new Date(platform.clock.at.getTime() + second * 1000)
  await platform.store.runs.add(aRun({ id: 'r1', appId: app.id, createdAt: at(1), endsBy: at(60) }))
  await platform.store.runs.add(
    aRun({
      id: 'r2',
      appId: app.id,
      dyno: 'web.1',
      kind: 'inside',
      createdAt: at(0),
      endedAt: at(5),
      exitCode: 3,
      reason: 'exited',
    }),
  )
  const running = {
    id: 'r1',
    app: { id: app.id, name: 'blog' },
    dyno: { name: 'run.1234' },
    kind: 'attached',
    command: 'bash',
    size: 'Standard-1X',
    tty: false,
    release: { version: 2 },
    user: { email: 'owner@example.com' },
    from: '192.0.2.7',
    clients: 0,
    attach_url: 'ws://localhost:80/apps/blog/runs/r1/attach',
    exit_code: null,
    reason: null,
    message: null,
    created_at: at(1).toISOString(),
    ended_at: null,
  }
  const ended = {
    ...running,
    id: 'r2',
    dyno: { name: 'web.1' },
    kind: 'inside',
    attach_url: null,
    exit_code: 3,
    reason: 'exited',
    created_at: at(0).toISOString(),
    ended_at: at(5).toISOString(),
  }
  assert.deepEqual(await ask('GET', ''), { status: 200, body: [running] })
  assert.deepEqual(await ask('GET', '?all=true'), { status: 200, body: [ended, running] })
  for (const which of ['r2', 'web.1'])
    assert.deepEqual(await ask('GET', `/${which}`), { status: 200, body: ended })
  assert.equal((await ask('GET', '?all=yes')).status, 422)
})

test('what `heroku run -x` adds to a command is shown nowhere', async (t) => {
  const { platform, app, call, ask } = await createServerWithApp(t)
  const command = 'ls ; echo "\uFFFF heroku-command-exit-status: $?"'
  const made = await call('owner', 'POST', '/apps/blog/dynos', { command, attach: true })
  const { name } = made.body as { name: string }
  const run = (await ask('GET', `/${name}`)).body as Run
  const { body: dynos } = await call('owner', 'GET', '/apps/blog/dynos')
  const listed = (dynos as { name: string; command: string }[]).find((it) => it.name === name)
  assert.deepEqual([(made.body as Run).command, run.command, listed?.command], ['ls', 'ls', 'ls'])
  const [line] = (await platform.logs.read(app.id, 1, { dyno: 'api' })).map((it) => it.text)
  assert.match(line ?? '', /^Starting process with command `ls` by/)
})

test('one that is told to end shows neither code nor reason before it has', async (t) => {
  const { platform, app, ask } = await createServerWithApp(t)
  await platform.store.runs.add(aRun({ id: 'r1', appId: app.id }))
  await platform.store.runs.expectEnd('r1', { exitCode: 124, reason: 'timed-out', message: 'timed out' })
  const seen = async () => {
    const { exit_code, reason, message } = (await ask('GET', '/r1')).body as Run
    return [exit_code, reason, message]
  }
  assert.deepEqual(await seen(), [null, null, null])
  await platform.store.runs.finish('r1', { exitCode: 143, reason: 'exited', message: null }, platform.now())
  assert.deepEqual(await seen(), [124, 'timed-out', 'timed out'])
})

test('POST stop ends it, and says who did; once', async (t) => {
  const { call, ask } = await createServerWithApp(t)
  const created = await call('owner', 'POST', '/apps/blog/dynos', { command: 'ls', attach: true, tty: true })
  const { name } = created.body as { name: string }
  const { status, body } = await ask('POST', `/${name}/actions/stop`)
  assert.equal(status, 202)
  assert.equal((body as Run).dyno.name, name)
  await until('it has ended', async () => ((await ask('GET', `/${name}`)).body as Run).ended_at !== null)
  const { reason, message, attach_url } = (await ask('GET', `/${name}`)).body as Run
  assert.deepEqual([reason, message, attach_url], ['stopped', 'stopped by owner@example.com', null])
  assert.deepEqual(await ask('POST', `/${name}/actions/stop`), {
    status: 410,
    body: { id: 'gone', message: `${name} has ended already.` },
  })
})

test('one that is not there, or of another app', async (t) => {
  const { platform, users, call, ask } = await createServerWithApp(t)
  await platform.store.apps.add({
    ...{ id: 'app-shop', name: 'shop', ownerId: users.owner.id },
    ...{ createdAt: platform.now(), updatedAt: platform.now() },
  })
  await platform.store.runs.add(aRun({ id: 'r1', appId: 'app-shop' }))
  assert.equal((await call('owner', 'GET', '/apps/shop/runs/r1')).status, 200)
  const body = { id: 'not_found', message: 'No such one-off dyno: r1. `qp run:list -a blog` lists them.' }
  assert.deepEqual(await ask('GET', '/r1'), { status: 404, body })
  assert.deepEqual(await ask('POST', '/r1/actions/stop'), { status: 404, body })
})

test('an app that nothing was deployed to has none', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/runs')).body, [])
})
