import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppEvent } from '../../../src/controller/domain/app-event.ts'
import { eventRecorder } from '../../../src/controller/webhooks/record-events.ts'
import { aWebhook, aWebhookEvent, openStoreWithApp, storedAt } from '../../fixtures/stored.ts'

test('an event is written down once, with a delivery to each webhook that asks for it', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  for (const [id, include] of Object.entries({ one: 'api:app', two: 'dyno', three: 'api:app' } as const))
    await store.webhooks.put(aWebhook({ id, appId: app.id, include: [include] }))
  const { payload } = aWebhookEvent()
  let described = 0
  let woken = 0
  let ids = 0
  const record = eventRecorder({
    store,
    describe: async () => {
      described += 1
      return payload
    },
    wake: () => {
      woken += 1
    },
    now: () => storedAt,
    newId: () => `id-${++ids}`,
  })
  const event: AppEvent = { app, action: 'update', what: { kind: 'app', app }, by: undefined }
  const publish = await record(event)
  assert.deepEqual([await store.webhookEvents.listOfApp(app.id), described, woken], [[], 1, 0])
  await publish()
  const [told] = await store.webhookEvents.listOfApp(app.id)
  assert.deepEqual(told, { id: 'id-1', appId: app.id, include: 'api:app', payload, createdAt: storedAt })
  const deliveries = await store.webhookDeliveries.listOfApp(app.id)
  assert.deepEqual(
    deliveries.map((it) => [it.webhookId, it.eventId, it.status, it.nextAttemptAt]),
    [
      ['one', 'id-1', 'pending', storedAt],
      ['three', 'id-1', 'pending', storedAt],
    ],
  )
  assert.equal(woken, 1)

  // What nobody asks for costs nothing.
  await store.webhooks.remove('two')
  const dyno = {
    id: '1',
    name: 'web.1',
    type: 'web',
    command: '',
    size: '',
    releaseVersion: 1,
    state: 'up',
    exitStatus: null,
  } as const
  await (await record({ ...event, what: { kind: 'dyno', dyno } }))()
  assert.deepEqual([described, (await store.webhookEvents.listOfApp(app.id)).length], [1, 1])
})

test('of an app that is gone nothing is told', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  await store.webhooks.put(aWebhook({ appId: app.id, include: ['api:app'] }))
  const record = eventRecorder({
    store,
    describe: async () => undefined,
    wake() {},
    now: () => storedAt,
    newId: () => crypto.randomUUID(),
  })
  await (await record({ app, action: 'update', what: { kind: 'app', app }, by: undefined }))()
  assert.deepEqual(await store.webhookEvents.listOfApp(app.id), [])
})
