import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restart, stop } from '../../../src/controller/deploy/restart.ts'
import { scale } from '../../../src/controller/deploy/scale.ts'
import { type FormationChange, newFormationEntry } from '../../../src/controller/domain/formation.ts'
import { createDeployedApp, createEmptyApp, listContainers, listRouted } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aRelease, aSlug } from '../../fixtures/stored.ts'

const processTypes = { web: 'serve', worker: 'work' }

async function createScalable(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { processTypes })
  const scaleTo = (...changes: FormationChange[]) =>
    scale(platform, { app, user, changes, report: platform.report })
  const formation = async () =>
    (await platform.store.formation.listOfApp(app.id)).map((it) => `${it.type}=${it.quantity}:${it.size}`)
  return { platform, app, user, scaleTo, formation }
}

test('up, by a number and relative; what runs already is kept', async (t) => {
  const { platform, app, scaleTo, formation } = await createScalable(t)
  await scaleTo({ type: 'web', quantity: 2 })
  await scaleTo({ type: 'web', quantity: '+1' })
  assert.deepEqual(await formation(), ['web=3:Standard-1X', 'worker=0:Standard-1X'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2', 'web.2@v2', 'web.3@v2'])
  assert.ok(!platform.events.some((it) => /web\.1/.test(it) && !it.startsWith('route')))
  assert.ok(
    platform.logs.texts(app.id).includes('app[api]: Scaled to web@3:Standard-1X by user owner@example.com'),
  )
})

test('down: out of the routes first, then stopped, the highest first to go', async (t) => {
  const { platform, app, scaleTo, formation } = await createScalable(t)
  await scaleTo({ type: 'web', quantity: 2 })
  platform.events.length = 0
  await scaleTo({ type: 'web', quantity: '-1' })
  assert.deepEqual(platform.events, [
    'route blog: web.1@v2',
    ...['count web.2@v2', 'count web.2@v2'],
    ...['stop web.2@v2 in 7', 'settle web.2@v2', 'remove web.2@v2'],
  ])
  await scaleTo({ type: 'web', quantity: 0 })
  assert.deepEqual(listRouted(platform, app), [])
  assert.deepEqual(listContainers(platform), [])
  assert.deepEqual(await formation(), ['web=0:Standard-1X', 'worker=0:Standard-1X'])
})

test('two types at once; a worker counts as up when it has stayed up', async (t) => {
  const { platform, scaleTo, formation } = await createScalable(t)
  const after = await scaleTo({ type: 'web', quantity: '2' }, { type: 'worker', quantity: 1, size: 'basic' })
  assert.deepEqual(await formation(), ['web=2:Standard-1X', 'worker=1:Basic'])
  assert.deepEqual(after, await platform.store.formation.listOfApp(after[0]?.appId ?? ''))
  assert.deepEqual(listContainers(platform), ['web.1@v2 running', 'web.2@v2 running', 'worker.1@v2 running'])
})

test('a type that is named twice: the last word holds, for the record and for what runs', async (t) => {
  const { platform, app, scaleTo, formation } = await createScalable(t)
  const asRecorded = async (quantity: number, after: Awaited<ReturnType<typeof scaleTo>>) => {
    assert.equal(after.find((it) => it.type === 'web')?.quantity, quantity)
    assert.deepEqual(await formation(), [`web=${quantity}:Standard-1X`, 'worker=0:Standard-1X'])
    assert.equal(listRouted(platform, app).length, quantity)
  }
  await asRecorded(3, await scaleTo({ type: 'web', quantity: 1 }, { type: 'web', quantity: 3 }))
  await asRecorded(1, await scaleTo({ type: 'web', quantity: 4 }, { type: 'web', quantity: 1 }))
  await asRecorded(3, await scaleTo({ type: 'web', quantity: '+1' }, { type: 'web', quantity: '+1' }))
  assert.ok(
    platform.logs.texts(app.id).includes('app[api]: Scaled to web@3:Standard-1X by user owner@example.com'),
  )
})

test('another size starts the dynos anew with its limits', async (t) => {
  const { platform, scaleTo } = await createScalable(t)
  await scaleTo({ type: 'web', size: 'standard-2x' })
  const [web, ...others] = platform.engine.containers.values()
  assert.equal(others.length, 0)
  assert.deepEqual([web?.spec.memoryMb, web?.spec.cpus], [1024, 2])
  assert.ok(platform.events.includes('remove web.1@v2'))
})

const refusals: { changes: FormationChange[]; error: { id: string; message: RegExp } }[] = [
  {
    changes: [{ type: 'clock', quantity: 1 }],
    error: {
      id: 'not_found',
      message: /^No such process type: clock\. The current release has web, worker\.$/,
    },
  },
  {
    changes: [{ type: 'wrker', quantity: 1 }],
    error: { id: 'not_found', message: /^No such process type: wrker\. Did you mean worker\? / },
  },
  {
    changes: [
      { type: 'web', quantity: 3 },
      { type: 'worker', quantity: 101 },
    ],
    error: { id: 'invalid_params', message: /^Can't scale worker to 101/ },
  },
  {
    changes: [{ type: 'web', quantity: 2, size: 'huge' }],
    error: { id: 'invalid_params', message: /^No such dyno size: huge/ },
  },
]
for (const { changes, error } of refusals) {
  test(`${JSON.stringify(changes)} is refused, and nothing is touched`, async (t) => {
    const { platform, scaleTo, formation } = await createScalable(t)
    await assert.rejects(scaleTo(...changes), error)
    assert.deepEqual(await formation(), ['web=1:Standard-1X', 'worker=0:Standard-1X'])
    assert.deepEqual(platform.events, [])
  })
}

test('where the new ones do not come up the formation stays as it was', async (t) => {
  const { platform, app, scaleTo, formation } = await createScalable(t)
  platform.engine.behave = (_, dyno) => (dyno === 'web.3@v2' ? { kind: 'exits', code: 1 } : { kind: 'runs' })
  await assert.rejects(scaleTo({ type: 'web', quantity: 3 }), { id: 'release_failed', message: /^web\.3 / })
  assert.deepEqual(await formation(), ['web=1:Standard-1X', 'worker=0:Standard-1X'])
  assert.deepEqual(listContainers(platform), ['web.1@v2 running'])
  assert.deepEqual(listRouted(platform, app), ['web.1@v2'])
})

test('an app that nothing was deployed to has nothing to scale', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const changes = [{ type: 'web', quantity: 2 }]
  await assert.rejects(scale(platform, { app, user, changes, report: platform.report }), {
    id: 'conflict',
    message: /^Nothing was deployed to blog yet\./,
  })
})

test("cmd, Deis's name for what an image runs by itself, is web; a restart and a stop know it too", async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, { processTypes: { web: '' } })
  const report = platform.report
  await scale(platform, { app, user, changes: [{ type: 'cmd', quantity: 2 }], report })
  assert.deepEqual(listContainers(platform), ['web.1@v2 running', 'web.2@v2 running'])
  platform.events.length = 0
  await restart(platform, { app, which: 'cmd', report })
  assert.equal(platform.events.filter((it) => it.startsWith('create web')).length, 2)
  await stop(platform, { app, which: 'cmd', report })
  assert.deepEqual(listContainers(platform), [])
})

/** An app whose release has a release command, and the formation an entry for it. */
async function createReleasing(t: Parameters<typeof createTestPlatform>[0]) {
  const { platform, app, user, ...rest } = await createScalable(t)
  const slug = aSlug(app, { id: 'slug-2', processTypes: { web: 'serve', release: 'migrate' } })
  await platform.store.slugs.add(slug)
  await platform.store.releases.add(aRelease(app, { id: 'release-9', slugId: slug.id }))
  const entry = newFormationEntry({ id: 'formation-9', appId: app.id, type: 'release' }, platform.now())
  await platform.store.formation.put(entry)
  return { platform, app, user, ...rest }
}

test('the release command is no dyno of the formation', async (t) => {
  const { scaleTo } = await createReleasing(t)
  const refused = { id: 'invalid_params', message: /runs once before each release/ }
  await assert.rejects(scaleTo({ type: 'release', quantity: 1 }), refused)
})

test('the release command has a size, which `ps:type SIZE` gives to all', async (t) => {
  const { scaleTo, formation } = await createReleasing(t)
  await scaleTo(...['web', 'release'].map((type) => ({ type, size: 'standard-2x' })))
  const sized = (await formation()).filter((it) => !it.startsWith('worker'))
  assert.deepEqual(sized.sort(), ['release=0:Standard-2X', 'web=1:Standard-2X'])
})
