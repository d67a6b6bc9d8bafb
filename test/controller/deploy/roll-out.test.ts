import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rollOut } from '../../../src/controller/deploy/roll-out.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import { createDeployedApp, deploy, listContainers, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import type { Behaviour } from '../../fixtures/simple-engine.ts'

test('start → wait → switch → drain → stop', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  await deploy(platform, app, user)
  assert.deepEqual(platform.events, [
    'create web.1@v3',
    'start web.1@v3',
    'answer web.1@v3',
    'route blog: web.1@v3',
    'count web.1@v2',
    'count web.1@v2',
    'stop web.1@v2 in 7',
    'settle web.1@v2',
    'remove web.1@v2',
  ])
  assert.deepEqual(platform.reports, [
    ...['start web.1 begun', 'start web.1 done', 'wait web.1 begun', 'wait web.1 done'],
    ...['switch begun', 'switch done', 'drain begun', 'drain done', 'stop web.1 begun', 'stop web.1 done'],
  ])
  assert.deepEqual(listContainers(platform), ['web.1@v3 running'])
  assert.deepEqual(platform.complaints, [])
})

test('where all is right the router is told again and nothing else happens', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, slug, release } = await createDeployedApp(platform)
  await rollOut(platform, { app, slug, release, report: platform.report })
  assert.deepEqual(platform.events, ['route blog: web.1@v2'])
})

test('no dyno of the old is touched before all of the new answer', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createScaledApp(platform, 3)
  await deploy(platform, app, user)
  const { events } = platform
  const routed = events.findIndex((it) => it.startsWith('route'))
  assert.deepEqual(
    events
      .slice(0, routed)
      .filter((it) => it.startsWith('answer'))
      .sort(),
    ['answer web.1@v3', 'answer web.2@v3', 'answer web.3@v3'],
  )
  assert.equal(events[routed], 'route blog: web.1@v3, web.2@v3, web.3@v3')
  assert.ok(!events.slice(0, routed).some((it) => it.includes('@v2')))
  assert.deepEqual(listContainers(platform), ['web.1@v3 running', 'web.2@v3 running', 'web.3@v3 running'])
})

const failures: { name: string; second: Behaviour; because: RegExp; startTimeout?: number }[] = [
  {
    name: 'the second dyno does not start',
    second: { kind: 'fails to start', error: problem('engine_unavailable', 'Docker: no space left') },
    because: /^Docker: no space left$/,
  },
  {
    name: 'the second dyno does not answer',
    second: { kind: 'never answers' },
    because: /^web\.2 did not answer on \$PORT within 2 seconds\. /,
    startTimeout: 2,
  },
  {
    name: 'the second dyno ends while it starts',
    second: { kind: 'exits', code: 3 },
    because: /^web\.2 ended with exit code 3 while it started\. `qp logs -d web\.2` shows what it wrote\.$/,
  },
  {
    name: 'the second dyno needs more memory than it has',
    second: { kind: 'exits', code: 137, outOfMemory: true },
    because: /^web\.2 ran out of its memory, 512M, while it started\. /,
  },
  {
    name: 'the second dyno is killed, and why is not known',
    second: { kind: 'exits', code: 137 },
    because:
      /^web\.2 was killed \(exit code 137\), perhaps for lack of memory, of which it has 512M, while it started\. /,
  },
]

for (const { name, second, because, startTimeout = 20 } of failures) {
  test(`${name}: the old ones go on and nothing of the new is left`, async (t) => {
    const platform = await createTestPlatform(t, { settings: { startTimeout } })
    const { app, user } = await createScaledApp(platform, 2)
    platform.engine.behave = (_, dyno) => (dyno === 'web.2@v3' ? second : { kind: 'runs' })
    await assert.rejects(deploy(platform, app, user), { name: 'Problem', message: because })
    await assertOldServes(platform, app)
    assert.ok(
      !platform.events.some((it) => it.startsWith('stop') && it.includes('@v2')),
      'no old dyno was asked to stop',
    )
  })
}

test('the router cannot be switched: it is pointed back before the new ones go', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createScaledApp(platform, 2)
  platform.router.refusals.push(problem('router_unavailable', 'nginx does not answer'))
  await assert.rejects(deploy(platform, app, user), /nginx does not answer/)
  await assertOldServes(platform, app)
  const back = platform.events.indexOf('route blog: web.1@v2, web.2@v2')
  const removed = platform.events.findIndex((it) => it.startsWith('stop') || it.startsWith('remove'))
  assert.ok(platform.events.includes('refused route blog: web.1@v3, web.2@v3'))
  assert.ok(back >= 0 && back < removed, platform.events.join('\n'))
})

test('what is done at the switch fails: the router is pointed back', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, slug, release } = await createScaledApp(platform, 2)
  const onSwitched = () => Promise.reject(new Error('the disk is full'))
  const next = { ...release, version: 3 }
  await assert.rejects(
    rollOut(platform, { app, slug, release: next, report: platform.report, onSwitched }),
    /the disk is full/,
  )
  assert.deepEqual(listRouted(platform, app), ['web.1@v2', 'web.2@v2'])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running', 'web.2@v2 running'])
})

test('a dyno that is down is not routed to by an undo', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createScaledApp(platform, 2)
  const down = [...platform.engine.containers.values()].find((it) => it.spec.labels['qp.dyno'] === 'web.2')
  assert.ok(down)
  await platform.engine.stopContainer(down.id, { graceSeconds: 0 })
  platform.engine.behave = () => ({ kind: 'exits', code: 1 })
  await assert.rejects(deploy(platform, app, user), /ended with exit code 1/)
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
})

test('an undo that does not succeed whole is logged, and the first failure is told', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  platform.router.refusals.push(
    problem('router_unavailable', 'nginx does not answer'),
    problem('router_unavailable', 'it still does not'),
  )
  await assert.rejects(deploy(platform, app, user), /nginx does not answer/)
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(
    platform.complaints.map((it) => [it.msg, it.err?.message]),
    [['a failed roll-out could not be undone whole', 'it still does not']],
  )
})

async function createScaledApp(platform: TestPlatform, quantity: number) {
  const deployed = await createDeployedApp(platform)
  const { app, slug, release } = deployed
  const [web] = await platform.store.formation.listOfApp(app.id)
  assert.ok(web)
  await platform.store.formation.put({ ...web, quantity })
  await rollOut(platform, { app, slug, release, report: () => {} })
  platform.events.length = 0
  return deployed
}

async function assertOldServes(platform: TestPlatform, app: { id: string; name: string }) {
  assert.deepEqual(listContainers(platform), ['web.1@v2 running', 'web.2@v2 running'])
  const route = platform.router.routes.get(app.id)
  assert.deepEqual(
    route?.dynos.map((it) => platform.engine.nameOf(it.address)),
    ['web.1@v2', 'web.2@v2'],
  )
  assert.equal(platform.starting.size, 0)
  assert.equal((await platform.store.releases.find(app.id, 3))?.status, 'failed')
  assert.equal((await platform.store.releases.findCurrent(app.id))?.version, 2)
}
