import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aWebhook,
  aWebhookDelivery,
  aWebhookEvent,
  openStoreWithApp,
  storedAt,
} from '../../fixtures/stored.ts'

test('events are kept until a time, and their deliveries with them', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const ofApp = { appId: app.id }
  await store.webhooks.put(aWebhook(ofApp))
  const old = aWebhookEvent(ofApp)
  const later = new Date(storedAt.getTime() + 1000)
  const young = aWebhookEvent({ ...ofApp, id: 'event-2', createdAt: later })
  for (const it of [young, old]) await store.webhookEvents.add(it)
  await store.webhookDeliveries.add(aWebhookDelivery(ofApp))
  assert.deepEqual(await store.webhookEvents.find(old.id), old)
  assert.deepEqual(await store.webhookEvents.listOfApp(app.id), [old, young])
  await store.webhookEvents.removeBefore(later)
  assert.deepEqual(await store.webhookEvents.listOfApp(app.id), [young])
  assert.deepEqual(await store.webhookDeliveries.listOfApp(app.id), [])
})
