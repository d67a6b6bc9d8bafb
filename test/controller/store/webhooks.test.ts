import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anApp,
  aWebhook,
  aWebhookDelivery,
  aWebhookEvent,
  openStoreWithApp,
  storedAt,
} from '../../fixtures/stored.ts'

test("a webhook is put, found among its app's, replaced and removed", async (t) => {
  const { store, user, app } = await openStoreWithApp(t)
  const webhook = aWebhook({ appId: app.id })
  await store.webhooks.put(webhook)
  assert.deepEqual(await store.webhooks.find(app.id, webhook.id), webhook)
  assert.equal(await store.webhooks.find(anApp('shop', user).id, webhook.id), undefined)
  const changed = {
    ...webhook,
    include: ['dyno'] as const,
    level: 'notify' as const,
    authorization: 'Bearer x',
  }
  await store.webhooks.put(changed)
  assert.deepEqual(await store.webhooks.listOfApp(app.id), [changed])
  await store.webhooks.remove(webhook.id)
  assert.deepEqual(await store.webhooks.listOfApp(app.id), [])
})

test('a webhook outlives its app until nothing is on its way to it', async (t) => {
  const { store, app } = await openStoreWithApp(t)
  const webhook = aWebhook({ appId: app.id })
  await store.webhooks.put(webhook)
  await store.webhookEvents.add(aWebhookEvent({ appId: app.id }))
  const delivery = aWebhookDelivery({ appId: app.id, nextAttemptAt: storedAt })
  await store.webhookDeliveries.add(delivery)
  await store.webhooks.removeOrphans()
  await store.apps.remove(app.id)
  await store.webhooks.removeOrphans()
  assert.deepEqual(await store.webhooks.find(app.id, webhook.id), webhook)
  await store.webhookDeliveries.update({ ...delivery, status: 'succeeded', nextAttemptAt: null })
  await store.webhooks.removeOrphans()
  assert.equal(await store.webhooks.find(app.id, webhook.id), undefined)
})
