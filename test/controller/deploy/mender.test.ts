import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createMender } from '../../../src/controller/deploy/mender.ts'
import { createDeployedApp, listContainers } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

async function createGone(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  for (const id of platform.engine.containers.keys()) await platform.engine.removeContainer(id)
  const ended = new AbortController()
  t.after(() => ended.abort())
  const mender = createMender(platform, ended.signal, { engine: 1, again: 1, longest: 4 })
  return { platform, app, mender, ended }
}

test('what fails is tried again until it succeeds, and the log of the app says why', async (t) => {
  const { platform, app, mender } = await createGone(t)
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  mender.soon(app.id)
  const told = () =>
    platform.logs.texts(app.id).filter((it) => it.includes('Dynos that should run could not be started: '))
  await until('it has failed again', () => told().length >= 2)
  platform.engine.behave = () => ({ kind: 'runs' })
  await until('it runs', () => listContainers(platform).join() === 'web.1@v2 running')
  await platform.turns.settled()
  assert.match(told()[0] ?? '', /^qp\[api\]: Dynos that should run could not be started: ./)
})

test('what failed elsewhere is tried again too', async (t) => {
  const { platform, app, mender } = await createGone(t)
  mender.failed(app.id, new Error('The disk is full.'))
  await until('it runs', () => listContainers(platform).join() === 'web.1@v2 running')
  assert.ok(
    platform.logs
      .texts(app.id)
      .includes('qp[api]: Dynos that should run could not be started: The disk is full.'),
  )
  await platform.turns.settled()
})
