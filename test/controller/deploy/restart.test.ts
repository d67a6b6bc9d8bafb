import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createOneOff } from '../../../src/controller/deploy/one-off.ts'
import { restart, stop } from '../../../src/controller/deploy/restart.ts'
import { scale } from '../../../src/controller/deploy/scale.ts'
import { createDeployedApp, createEmptyApp, listContainers, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

async function createRunning(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { processTypes: { web: 'serve', worker: 'work' } })
  const changes = [
    { type: 'web', quantity: 2 },
    { type: 'worker', quantity: 1 },
  ]
  await scale(platform, { app, user, changes, report: () => {} })
  platform.events.length = 0
  const started = () => platform.events.filter((it) => it.startsWith('start')).map((it) => it.slice(6))
  const { report } = platform
  return { platform, app, user, started, report }
}

const matches = [
  { which: 'web.2', names: ['web.2@v2'] },
  { which: 'web', names: ['web.1@v2', 'web.2@v2'] },
  { which: undefined, names: ['web.1@v2', 'web.2@v2', 'worker.1@v2'] },
]
for (const { which, names } of matches) {
  test(`a restart of ${which ?? 'all'} replaces ${names.join(', ')} as a roll-out does`, async (t) => {
    const { platform, app, started, report } = await createRunning(t)
    await restart(platform, { app, which, report })
    assert.deepEqual(started().sort(), names)
    const routed = platform.events.findIndex((it) => it.startsWith('route'))
    const stopped = platform.events.findIndex((it) => it.startsWith('stop'))
    assert.ok(routed >= 0 && routed < stopped)
    assert.deepEqual(listContainers(platform), [
      'web.1@v2 running',
      'web.2@v2 running',
      'worker.1@v2 running',
    ])
    assert.ok(platform.logs.texts(app.id).includes(`app[api]: Restarting ${which ?? 'all dynos'}`))
  })
}

for (const which of ['web.3', 'web.0', 'clock', 'clock.1', 'run.1234', 'toString']) {
  test(`${which} is not there to be restarted or stopped`, async (t) => {
    const platform = await createTestPlatform(t)
    const { app } = await createDeployedApp(platform)
    const refusal = { id: 'not_found', message: `No such dyno: ${which}. \`qp ps\` lists them.` }
    await assert.rejects(restart(platform, { app, which, report: platform.report }), refusal)
    await assert.rejects(stop(platform, { app, which, report: platform.report }), refusal)
    assert.deepEqual(platform.events, [])
  })
}

test('a type that was misspelled is named', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  for (const [which, meant] of [
    ['wbe', 'web'],
    ['wbe.1', 'web.1'],
  ] as const) {
    const refusal = { message: `No such dyno: ${which}. Did you mean ${meant}? \`qp ps\` lists them.` }
    await assert.rejects(restart(platform, { app, which, report: platform.report }), refusal)
  }
})

test('a stopped dyno stays so until it is restarted', async (t) => {
  const { platform, app, started, report } = await createRunning(t)
  await stop(platform, { app, which: 'web.1', report })
  assert.deepEqual(listContainers(platform), ['web.2@v2 running', 'worker.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.2@v2'])
  assert.deepEqual(started(), [])

  await restart(platform, { app, which: 'worker', report })
  assert.deepEqual(started(), ['worker.1@v2'])
  await restart(platform, { app, which: 'web.1', report })
  assert.deepEqual(started(), ['worker.1@v2', 'web.1@v2'])
  assert.deepEqual(listRouted(platform, app), ['web.2@v2', 'web.1@v2'])
})

test('a restart that fails leaves what was stopped so', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createDeployedApp(platform)
  await stop(platform, { app, which: 'web.1', report: platform.report })
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(restart(platform, { app, which: 'web', report: platform.report }))
  const [web] = await platform.store.formation.listOfApp(app.id)
  assert.deepEqual(web?.stopped, [1])
})

test('a stopped process type leaves no dyno, and stopping again changes nothing', async (t) => {
  const { platform, app, report } = await createRunning(t)
  await stop(platform, { app, which: 'web', report })
  await stop(platform, { app, which: 'web', report })
  assert.deepEqual(listContainers(platform), ['worker.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), [])
  const [web] = await platform.store.formation.listOfApp(app.id)
  assert.deepEqual([web?.quantity, web?.stopped], [2, [1, 2]])
})

test('a one-off dyno is stopped by its name or by "run", in its own time', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const run = () =>
    createOneOff(platform, {
      app,
      user,
      from: '',
      command: { line: 'ls' },
      env: {},
      size: undefined,
      tty: false,
      attached: false,
    })
  const [one] = [await run(), await run(), await run()]
  const running = () => listContainers(platform).filter((it) => /^run.*running$/.test(it)).length
  const name = one.dyno
  await stop(platform, { app, which: name, report: platform.report })
  assert.equal(running(), 2)
  assert.ok(platform.events.includes(`stop ${name}@v2 in 7`))
  await stop(platform, { app, which: 'run', report: platform.report })
  assert.equal(running(), 0)
  assert.ok(listContainers(platform).includes('web.1@v2 running'))
})

test('an app that nothing was deployed to has nothing to restart', async (t) => {
  const platform = await createTestPlatform(t)
  const { app } = await createEmptyApp(platform)
  await assert.rejects(restart(platform, { app, which: undefined, report: platform.report }), {
    id: 'conflict',
  })
  await assert.rejects(stop(platform, { app, which: 'web', report: platform.report }), { id: 'conflict' })
})
