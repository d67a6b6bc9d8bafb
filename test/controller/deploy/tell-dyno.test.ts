import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { scale } from '../../../src/controller/deploy/scale.ts'
import { tellContainerEvent, tellRun } from '../../../src/controller/deploy/tell-dyno.ts'
import type { AppEvent } from '../../../src/controller/domain/app-event.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import { aRun } from '../../fixtures/stored.ts'

/** Told as "update web.1 up 0", with the status at its end where there is one. */
async function listen(t: TestContext) {
  const platform = await createTestPlatform(t)
  const told: string[] = []
  platform.appEvents.listen(async (event) => async () => void told.push(...describe(event)))
  const heard = async () => {
    await platform.appEvents.settled()
    return told.splice(0)
  }
  return { platform, heard }
}

function describe({ action, what, before }: AppEvent): string[] {
  if (what.kind !== 'dyno') return []
  const { name, state, exitStatus } = what.dyno
  const was = before?.kind === 'dyno' ? ` was ${before.dyno.state}` : ''
  return [`${action} ${name} ${state}${exitStatus === null ? '' : ` ${exitStatus}`}${was}`]
}

function firstDyno(platform: TestPlatform) {
  const [found] = [...platform.engine.containers]
  assert.ok(found)
  const [id, { spec }] = found
  return { id, labels: spec.labels, at: platform.now() }
}

test('dynos begin, come up and go', async (t) => {
  const { platform, heard } = await listen(t)
  const { app, user } = await createDeployedApp(platform)
  assert.deepEqual(await heard(), ['create web.1 starting', 'update web.1 up was starting'])
  const changes = [{ type: 'web', quantity: 0 }]
  await scale(platform, { app, user, changes, report: platform.report })
  assert.deepEqual(await heard(), ['destroy web.1 down'])
})

test('a crash is told, and that the engine has brought it back; what we do ourselves is not told twice', async (t) => {
  const { platform, heard } = await listen(t)
  const { app } = await createDeployedApp(platform)
  await heard()
  const it = firstDyno(platform)
  tellContainerEvent(platform, app.id, { ...it, action: 'die', exitCode: 3 })
  tellContainerEvent(platform, app.id, { ...it, action: 'start', exitCode: null })
  assert.deepEqual(await heard(), ['update web.1 crashed 3 was up', 'update web.1 up was crashed'])
  platform.starting.add(it.id)
  tellContainerEvent(platform, app.id, { ...it, action: 'start', exitCode: null })
  platform.stopping.add(it.id)
  tellContainerEvent(platform, app.id, { ...it, action: 'die', exitCode: 143 })
  assert.deepEqual(await heard(), [])
  assert.equal(platform.stopping.size, 0)
})

test('a one-off dyno begins and ends, what runs inside another is none', async (t) => {
  const { platform, heard } = await listen(t)
  tellRun(platform, aRun())
  tellRun(platform, aRun(), { exitCode: 7 })
  tellRun(platform, aRun({ kind: 'inside' }))
  assert.deepEqual(await heard(), ['create run.1234 starting', 'destroy run.1234 down 7'])
})
