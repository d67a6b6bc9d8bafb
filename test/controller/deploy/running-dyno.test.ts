import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getRunningDyno } from '../../../src/controller/deploy/running-dyno.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('a dyno that is not there, or does not run, is told apart', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  const stopped = '. `qp ps -a blog` says how it is.'
  assert.equal((await getRunningDyno(platform, app, 'web.1', stopped)).state, 'up')
  await assert.rejects(getRunningDyno(platform, app, 'web.2', stopped), {
    id: 'not_found',
    message: 'No such dyno: web.2. `qp ps -a blog` lists them.',
  })
  const [web] = [...platform.engine.containers.values()]
  assert.ok(web)
  platform.engine.end(web.id, 1)
  await assert.rejects(getRunningDyno(platform, app, 'web.1', stopped), {
    id: 'conflict',
    message: 'web.1 does not run. `qp ps -a blog` says how it is.',
  })
})
