import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ProcessEnd } from '../../../src/attach/frames.ts'
import { HostedSession } from '../../../src/attach/hosted-session.ts'
import { createOneOff } from '../../../src/controller/deploy/one-off.ts'
import { stopRun } from '../../../src/controller/deploy/stop-run.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const verdict = { reason: 'stopped', message: 'stopped by mia' } as const

async function startRun(t: TestContext, attached: boolean) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const request = { app, user, from: '', command: { line: 'ls' }, env: {}, size: undefined, tty: false }
  const run = await createOneOff(platform, { ...request, attached })
  platform.events.length = 0
  return { platform, app, run, find: () => platform.store.runs.find(app.id, run.id) }
}

test('a detached one is stopped by the engine, and it is known why before it ends', async (t) => {
  const { platform, run, find } = await startRun(t, false)
  await stopRun(platform, run, verdict)
  assert.deepEqual(platform.events, [`stop ${run.dyno}@v2 in 7`])
  const known = await find()
  assert.deepEqual([known?.reason, known?.message, known?.endedAt], ['stopped', 'stopped by mia', null])
})

test('whoever watches a detached one does not keep it from the engine', async (t) => {
  const { platform, run } = await startRun(t, false)
  const watched = new HostedSession({
    tty: false,
    graceMs: 0,
    isOnlyWatched: true,
    start: () => new Promise<ProcessEnd>(() => {}),
  })
  platform.sessions.add(run.id, watched)
  await stopRun(platform, run, verdict)
  assert.deepEqual(platform.events, [`stop ${run.dyno}@v2 in 7`])
})

test('an attached one is ended by its session, which says why', async (t) => {
  const { platform, run, find } = await startRun(t, true)
  const session = platform.sessions.find(run.id)
  await stopRun(platform, run, { reason: 'timed-out', message: 'timed out', exitCode: 124 })
  assert.deepEqual(await session?.ended, { exitCode: 124, reason: 'timed-out', message: 'timed out' })
  assert.equal((await find())?.exitCode, 124)
})

test('one whose session is gone is stopped by the engine', async (t) => {
  const { platform, run } = await startRun(t, false)
  await stopRun(platform, { ...run, kind: 'attached' }, verdict)
  assert.deepEqual(platform.events, [`stop ${run.dyno}@v2 in 7`])
})
