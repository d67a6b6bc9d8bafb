import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, type TestContext, test } from 'node:test'
import { removeFromEngine } from '../../../src/controller/deploy/destroy-app.ts'
import { type RunToEnd, runToEnd } from '../../../src/controller/deploy/run-to-end.ts'
import { stopRun } from '../../../src/controller/deploy/stop-run.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aRelease, aSlug } from '../../fixtures/stored.ts'
import { until } from '../../fixtures/until.ts'

const engine = getTestEngine()
let image = ''

before(async () => {
  image = await getTestImage(engine)
})

/** The app `blog` with a release of a real image; its one-off dynos are on the real engine. */
async function createRunnable(t: TestContext) {
  const controllerId = randomUUID()
  t.after(() => removeFromEngine({ engine, controllerId }))
  const platform = await createTestPlatform(t, { engine, controllerId })
  const { app, user } = await createEmptyApp(platform)
  await platform.store.slugs.add(aSlug(app, { image }))
  await platform.store.releases.add(aRelease(app, { id: 'v2', slugId: 'slug-1', config: { A: 'config' } }))
  const isAllowed = async () => true
  const run = (line: string, more: Partial<RunToEnd> = {}) =>
    runToEnd(platform, {
      ...{ app, user, from: '192.0.2.7', command: { line }, isAllowed },
      ...{ signal: new AbortController().signal, ...more },
    })
  const running = () => platform.store.runs.listRunning(app.id)
  return { platform, app, run, running }
}

test('output and code, with the config; and nothing is left', { timeout: 120_000 }, async (t) => {
  const { platform, app, run, running } = await createRunnable(t)
  const { exitCode, output, dyno } = await run('cat; echo "$A"; echo err >&2; exit 3')
  assert.deepEqual([exitCode, output.split('\n').sort()], [3, ['', 'config', 'err']])
  await until('it is cleared', async () => (await running()).length === 0)
  assert.deepEqual(await engine.listContainers({ 'qp.controller': platform.controllerId }), [])
  assert.equal((await platform.store.runs.find(app.id, dyno))?.exitCode, 3)
})

test('who goes ends it', { timeout: 120_000 }, async (t) => {
  const { run, running } = await createRunnable(t)
  const gone = new AbortController()
  const ended = run('exec sleep 1000', { signal: gone.signal })
  await until('it is written down', async () => (await running()).length === 1)
  gone.abort()
  await assert.rejects(ended, { id: 'forbidden' })
  await until('it is cleared', async () => (await running()).length === 0)
})

test('why it was ended is known', { timeout: 120_000 }, async (t) => {
  const { platform, run, running } = await createRunnable(t)
  const ended = run('exec sleep 1000')
  await until('it is written down', async () => (await running()).length === 1)
  const [one] = await running()
  assert.ok(one)
  const verdict = { exitCode: 124, reason: 'timed-out', message: 'timed out' } as const
  await stopRun(platform, one, verdict)
  const { exitCode, reason } = await ended
  assert.deepEqual({ exitCode, reason }, { exitCode: 124, reason: 'timed-out' })
})
