import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anApp, aRun, aUser, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

const later = (seconds: number) => new Date(storedAt.getTime() + seconds * 1000)

test('a run is kept as it was written down', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const plain = aRun({ id: 'r1' })
  const full = aRun({
    id: 'r2',
    kind: 'inside',
    dyno: 'web.1',
    tty: true,
    createdAt: later(1),
    endsBy: later(60),
    endedAt: later(5),
    exitCode: 137,
    reason: 'out-of-memory',
    message: 'killed: out of memory',
  })
  await store.runs.add(plain)
  await store.runs.add(full)
  assert.deepEqual(await store.runs.listOfApp(app.id), [plain, full])
  assert.deepEqual(await store.runs.find(app.id, 'r2'), full)
  assert.deepEqual(await store.runs.listRunning(), [plain])
})

test('one is found by id or dyno, the newest that runs before one that has ended, in its own app alone', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  for (const [id, seconds, isOver] of [
    ['first', 1, true],
    ['runs', 2, false],
    ['newer', 3, false],
    ['newest', 4, true],
  ] as const)
    await store.runs.add(aRun({ id, createdAt: later(seconds), endedAt: isOver ? later(9) : null }))
  const found = async (which: string) => (await store.runs.find(app.id, which))?.id
  assert.equal(await found('first'), 'first')
  assert.equal(await found('run.1234'), 'newer')
  await store.runs.finish('newer', { exitCode: 0, reason: 'exited', message: null }, later(9))
  assert.equal(await found('run.1234'), 'runs')
  await store.runs.finish('runs', { exitCode: 0, reason: 'exited', message: null }, later(9))
  assert.equal(await found('run.1234'), 'newest')
  assert.equal(await found('run.1'), undefined)
  assert.equal(await store.runs.find('app-shop', 'first'), undefined)
})

test('those that run are listed of one app, or of all, oldest first', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const shop = anApp('shop', aUser('owner'))
  await store.apps.add(shop)
  await store.runs.add(aRun({ id: 'b', createdAt: later(2) }))
  await store.runs.add(aRun({ id: 'a', createdAt: later(1), appId: shop.id }))
  await store.runs.add(aRun({ id: 'over', endedAt: later(1) }))
  const ids = async (appId?: string) => (await store.runs.listRunning(appId)).map((it) => it.id)
  assert.deepEqual(await ids(), ['a', 'b'])
  assert.deepEqual(await ids(app.id), ['b'])
})

test('names of dynos are listed once, of those that have ended too, in their own app alone', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const shop = anApp('shop', aUser('owner'))
  await store.apps.add(shop)
  await store.runs.add(aRun({ id: 'a', dyno: 'run.1001' }))
  await store.runs.add(aRun({ id: 'b', dyno: 'run.1002', endedAt: later(1) }))
  await store.runs.add(aRun({ id: 'c', dyno: 'web.1' }))
  await store.runs.add(aRun({ id: 'd', dyno: 'web.1', endedAt: later(1) }))
  await store.runs.add(aRun({ id: 'e', dyno: 'run.1003', appId: shop.id }))
  assert.deepEqual((await store.runs.listDynos(app.id)).sort(), ['run.1001', 'run.1002', 'web.1'])
})

test('why it is ended is known before its end, and what is found out then does not replace it', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.runs.add(aRun({ id: 'r1' }))
  await store.runs.expectEnd('r1', { exitCode: 124, reason: 'timed-out', message: 'timed out' })
  await store.runs.expectEnd('r1', { reason: 'stopped', message: 'stopped by somebody' })
  await store.runs.finish('r1', { exitCode: 143, reason: 'exited', message: null }, later(5))
  const run = await store.runs.find(app.id, 'r1')
  assert.deepEqual(
    [run?.exitCode, run?.reason, run?.message, run?.endedAt],
    [124, 'timed-out', 'timed out', later(5)],
  )
})

test('its own code is kept where it was only asked to end', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.runs.add(aRun({ id: 'r1' }))
  await store.runs.expectEnd('r1', { reason: 'stopped', message: 'stopped' })
  await store.runs.finish('r1', { exitCode: 143, reason: 'exited', message: null }, later(5))
  assert.equal((await store.runs.find(app.id, 'r1'))?.exitCode, 143)
})

test('only the first end counts, and nothing is expected of what has ended', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.runs.add(aRun({ id: 'r1' }))
  await store.runs.finish('r1', { exitCode: 3, reason: 'exited', message: null }, later(5))
  const ended = await store.runs.find(app.id, 'r1')
  await store.runs.finish('r1', { exitCode: null, reason: 'controller-gone', message: 'lost' }, later(9))
  await store.runs.expectEnd('r1', { reason: 'stopped', message: 'stopped' })
  assert.deepEqual(await store.runs.find(app.id, 'r1'), ended)
  assert.equal(ended?.exitCode, 3)
})

test('an app remembers its thousand newest, and whatever still runs', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.transaction(async ({ runs }) => {
    await runs.add(aRun({ id: 'still runs', createdAt: later(0) }))
    for (let count = 1; count <= 1002; count += 1)
      await runs.add(aRun({ id: `r${count}`, createdAt: later(count), endedAt: later(count) }))
  })
  const ids = (await store.runs.listOfApp(app.id)).map((it) => it.id)
  assert.deepEqual([ids.length, ids[0], ids[1], ids.at(-1)], [1001, 'still runs', 'r3', 'r1002'])
})

test("an app's runs go with it", async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.runs.add(aRun())
  await store.apps.remove(app.id)
  assert.deepEqual(await store.runs.listRunning(), [])
})
