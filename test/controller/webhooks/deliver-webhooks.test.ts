import assert from 'node:assert/strict'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import type { Webhook, WebhookDelivery } from '../../../src/controller/domain/webhook.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import type { Store } from '../../../src/controller/store/store.ts'
import { deliverWebhooks } from '../../../src/controller/webhooks/deliver-webhooks.ts'
import { localServer } from '../../fixtures/http-server.ts'
import {
  aWebhook,
  aWebhookDelivery,
  aWebhookEvent,
  openStoreWithApp,
  storedAt,
} from '../../fixtures/stored.ts'
import { until } from '../../fixtures/until.ts'

interface Received {
  headers: IncomingHttpHeaders
  delivery: string
}

/** A receiver that answers with the statuses, then 200; null hangs. */
async function receiver(t: TestContext, ...answers: (number | null)[]) {
  const got: Received[] = []
  const hanging: ServerResponse[] = []
  const { url } = await localServer(t, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    got.push({ headers: request.headers, delivery: JSON.parse(body).webhook_metadata.delivery.id })
    const status = answers.length > 0 ? answers.shift() : 200
    if (typeof status === 'number') response.writeHead(status).end()
    else hanging.push(response)
  })
  return { url, got, hanging }
}

async function createPlace(t: TestContext) {
  const { store, app } = await openStoreWithApp(t)
  await store.webhookEvents.add(aWebhookEvent({ appId: app.id }))
  const clock = { at: storedAt }
  const complaints: unknown[] = []
  const start = async (timeout = 10_000) => {
    const deliveries = await deliverWebhooks({
      store,
      network: createReceiverNetwork({ allow: ['127.0.0.0/8'] }),
      now: () => clock.at,
      newId: () => crypto.randomUUID(),
      log: { error: (it: unknown) => void complaints.push(it) },
      timeout,
    })
    t.after(() => deliveries.close(0))
    return deliveries
  }
  const addWebhook = (more: Partial<Webhook>) => store.webhooks.put(aWebhook({ appId: app.id, ...more }))
  const addDelivery = (more: Partial<WebhookDelivery> = {}) =>
    store.webhookDeliveries.add(aWebhookDelivery({ appId: app.id, ...more }))
  return { store, app, clock, complaints, start, addWebhook, addDelivery }
}

async function find(store: Store, id = 'delivery-1'): Promise<WebhookDelivery> {
  const found = await store.webhookDeliveries.find('app-blog', id)
  assert.ok(found)
  return found
}

const becomes = (store: Store, status: string, id?: string) =>
  until(`the delivery is ${status}`, async () => (await find(store, id)).status === status)

test('what was not sent yet is sent at the start, once', async (t) => {
  const { store, start, addWebhook, addDelivery, complaints } = await createPlace(t)
  const { url, got } = await receiver(t)
  await addWebhook({ url, authorization: 'Bearer x' })
  await addDelivery()
  const deliveries = await start()
  await becomes(store, 'succeeded')
  const { attempts, lastAttempt, nextAttemptAt } = await find(store)
  assert.deepEqual(
    [attempts, lastAttempt?.code, lastAttempt?.status, nextAttemptAt],
    [1, 200, 'succeeded', null],
  )
  deliveries.wake()
  await deliveries.close()
  assert.equal(got.length, 1)
  assert.match(String(got[0]?.headers['heroku-webhook-hmac-sha256']), /^[A-Za-z0-9+/]{43}=$/)
  assert.equal(got[0]?.headers.authorization, 'Bearer x')
  assert.deepEqual(complaints, [])
})

test('a sync delivery is tried until it is taken, each time with another attempt', async (t) => {
  const { store, clock, start, addWebhook, addDelivery } = await createPlace(t)
  const { url, got } = await receiver(t, 500, 302)
  await addWebhook({ url })
  await addDelivery()
  const deliveries = await start()
  for (const [count, code] of [500, 302].entries()) {
    await until('it has failed', async () => (await find(store)).attempts === count + 1)
    const failed = await find(store)
    assert.deepEqual(
      [failed.status, failed.lastAttempt?.code, failed.lastAttempt?.status],
      ['retrying', code, 'failed'],
    )
    assert.ok(failed.nextAttemptAt && failed.nextAttemptAt > clock.at)
    deliveries.wake()
    assert.equal(got.length, count + 1)
    clock.at = failed.nextAttemptAt
    deliveries.wake()
  }
  await becomes(store, 'succeeded')
  assert.deepEqual(
    got.map((it) => it.delivery),
    ['delivery-1', 'delivery-1', 'delivery-1'],
  )
  assert.equal((await find(store)).attempts, 3)
})

test('a notice is sent once', async (t) => {
  const { store, start, addWebhook, addDelivery } = await createPlace(t)
  const { url, got } = await receiver(t, 503)
  await addWebhook({ url, level: 'notify' })
  await addDelivery()
  await start()
  await becomes(store, 'failed')
  const { lastAttempt, nextAttemptAt, attempts } = await find(store)
  assert.deepEqual([attempts, lastAttempt?.code, nextAttemptAt, got.length], [1, 503, null, 1])
})

test('after three days it is given up', async (t) => {
  const { store, clock, start, addWebhook, addDelivery } = await createPlace(t)
  const { url } = await receiver(t, 500)
  await addWebhook({ url })
  await addDelivery({ attempts: 70, status: 'retrying' })
  clock.at = new Date(storedAt.getTime() + 72 * 3_600_000)
  await start()
  await becomes(store, 'failed')
  assert.equal((await find(store)).nextAttemptAt, null)
})

test('a receiver that is not there, hangs, or may not be sent to has failed by name', async (t) => {
  const { store, start, addWebhook, addDelivery } = await createPlace(t)
  const { url } = await receiver(t, null)
  await addWebhook({ id: 'hangs', url })
  await addWebhook({ id: 'away', url: 'http://127.0.0.1:1/' })
  await addWebhook({ id: 'forbidden', url: 'http://[::1]:1/' })
  for (const id of ['hangs', 'away', 'forbidden']) await addDelivery({ id, webhookId: id })
  // As much as a busy machine may take to refuse a connection.
  await start(3000)
  for (const [id, error] of Object.entries({
    hangs: 'ETIMEDOUT',
    away: 'ECONNREFUSED',
    forbidden: 'ENOTALLOWED',
  })) {
    await becomes(store, 'retrying', id)
    const { lastAttempt } = await find(store, id)
    assert.deepEqual([lastAttempt?.code, lastAttempt?.errorClass], [null, error])
  }
})

test('one that hangs holds up no other, and gets one thing at a time', async (t) => {
  const { start, addWebhook, addDelivery } = await createPlace(t)
  const slow = await receiver(t, null, null)
  const quick = await receiver(t)
  await addWebhook({ id: 'slow', url: slow.url })
  await addWebhook({ id: 'quick', url: quick.url })
  for (let count = 1; count <= 20; count++) await addDelivery({ id: `slow-${count}`, webhookId: 'slow' })
  for (let count = 1; count <= 20; count++) await addDelivery({ id: `quick-${count}`, webhookId: 'quick' })
  await start()
  await until('all are there', () => quick.got.length === 20)
  assert.equal(slow.got.length, 1)
  slow.hanging[0]?.writeHead(200).end()
  await until('the next comes', () => slow.got.length === 2)
})

test('the next controller sends again what was on its way, but a notice', async (t) => {
  const { store, start, addWebhook, addDelivery } = await createPlace(t)
  const { url, got } = await receiver(t, null, null)
  await addWebhook({ id: 'sync', url })
  await addWebhook({ id: 'notify', url, level: 'notify' })
  for (const id of ['sync', 'notify']) await addDelivery({ id, webhookId: id })
  const first = await start()
  await until('both hang', () => got.length === 2)
  assert.equal((await find(store, 'sync')).status, 'scheduled')
  await first.close(0)
  assert.equal((await find(store, 'notify')).status, 'failed')
  await start()
  await becomes(store, 'succeeded', 'sync')
  assert.equal(got.filter((it) => it.delivery === 'notify').length, 1)
})

test('what is a week old goes, and the webhooks of apps that are gone', async (t) => {
  const { store, app, clock, start, addWebhook, addDelivery } = await createPlace(t)
  await addWebhook({})
  await addDelivery({ status: 'failed', nextAttemptAt: null })
  await store.apps.remove(app.id)
  clock.at = new Date(storedAt.getTime() + 7 * 24 * 3_600_000 + 1)
  await start()
  await until('it is gone', async () => (await store.webhooks.listOfApp(app.id)).length === 0)
  assert.deepEqual(await store.webhookEvents.listOfApp(app.id), [])
})
