import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeLabels } from '../../../src/controller/deploy/change-labels.ts'
import { restart } from '../../../src/controller/deploy/restart.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('labels are kept, and containers carry them from their next start on', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  assert.deepEqual(await changeLabels(platform, app, { team: 'a', tier: '1' }), { team: 'a', tier: '1' })
  assert.deepEqual(await changeLabels(platform, app, { team: 'b', tier: null }), { team: 'b' })
  await assert.rejects(changeLabels(platform, app, { team: null, 'a b': '1' }), { id: 'invalid_params' })
  assert.deepEqual(await platform.store.appLabels.ofApp(app.id), { team: 'b' })
  assert.deepEqual(platform.events, [])

  await restart(platform, { app, which: undefined, report: platform.report })
  const carried = [...platform.engine.containers.values()].map((it) =>
    Object.entries(it.spec.labels).filter(([name]) => name.startsWith('qp.label.')),
  )
  assert.deepEqual(carried, [[['qp.label.team', 'b']]])
})
