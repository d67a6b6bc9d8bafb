import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endLostInside } from '../../../src/controller/deploy/end-lost-inside.ts'
import { writeDown } from '../../../src/controller/deploy/one-off.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import type { RunKind } from '../../../src/controller/domain/run.ts'
import { runVariable } from '../../../src/controller/sessions/left-exec.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'

const real = getTestEngine()
const end = { exitCode: null, reason: 'controller-gone', message: 'gone' }

test('what a killed controller left inside a dyno is ended, and written down', {
  timeout: 120_000,
}, async (t) => {
  await getTestImage(real)
  const controllerId = crypto.randomUUID()
  const { listContainers, execContainer } = real
  const platform = await createTestPlatform(t, { controllerId, engine: { listContainers, execContainer } })
  const { app, run } = await aRun(platform, 'inside')
  const id = await createTestContainer(t, real, {
    argv: ['sleep', '1000'],
    labels: { [labels.controller]: controllerId, [labels.app]: app.id, [labels.dyno]: 'web.1' },
  })
  await real.startContainer(id)
  const left = await real.execContainer(id, {
    argv: ['sleep', '1000'],
    env: { [runVariable]: run.id },
    tty: false,
  })
  await endLostInside(platform, [run], end)
  assert.equal(await left.exit, 143)
  const written = await platform.store.runs.find(app.id, run.id)
  assert.deepEqual([written?.reason, written?.endedAt !== null], ['controller-gone', true])
})

test('where the dyno is gone, it is written down alone', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, run } = await aRun(platform, 'inside')
  await endLostInside(platform, [run], end)
  assert.notEqual((await platform.store.runs.find(app.id, run.id))?.endedAt, null)
})

test('while the engine is away it stays in the books, for the next look', async (t) => {
  const listContainers = () => Promise.reject(new Error('no engine'))
  const platform = await createTestPlatform(t, { engine: { listContainers } })
  const { app, run } = await aRun(platform, 'inside')
  await endLostInside(platform, [run], end)
  assert.equal((await platform.store.runs.find(app.id, run.id))?.endedAt, null)
  assert.deepEqual(
    platform.complaints.map((it) => it.err?.message),
    ['no engine'],
  )
})

test('runs in dynos of their own are left to others', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, run } = await aRun(platform, 'attached')
  await endLostInside(platform, [run], end)
  assert.equal((await platform.store.runs.find(app.id, run.id))?.endedAt, null)
})

async function aRun(platform: TestPlatform, kind: RunKind) {
  const { app, user } = await createEmptyApp(platform)
  const run = await writeDown(
    platform,
    { app, user, from: '127.0.0.1', command: { line: 'sleep 1000' }, env: {}, tty: false },
    { kind, dyno: 'web.1', command: 'sleep 1000', size: 'Standard-1X', releaseVersion: 2 },
  )
  return { app, run }
}
