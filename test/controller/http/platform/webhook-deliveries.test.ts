import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createApp } from '../../../../src/controller/deploy/create-app.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { aWebhook, aWebhookDelivery, aWebhookEvent, storedAt } from '../../../fixtures/stored.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const uuid = (count: number) => `${String(count).padStart(8, '0')}-1111-4000-8000-000000000000`

/** Three deliveries of three events, of which the second is tried again and the third is done. */
async function createServer(t: TestContext) {
  const made = await createTestServer(t)
  const { store } = made.platform
  const { app } = await createEmptyApp(made.platform)
  const webhookId = uuid(1)
  await store.webhooks.put(aWebhook({ id: webhookId, appId: app.id }))
  const at = storedAt.toISOString()
  const attempt = { id: uuid(99), errorClass: null, createdAt: at, updatedAt: at }
  const states = [
    {},
    { status: 'retrying', attempts: 1, lastAttempt: { ...attempt, status: 'failed', code: 500 } },
    {
      status: 'succeeded',
      attempts: 1,
      nextAttemptAt: null,
      lastAttempt: { ...attempt, status: 'succeeded', code: 200 },
    },
  ] as const
  for (const [index, state] of states.entries()) {
    const [eventId, id] = [uuid(10 + index), uuid(20 + index)]
    const payload = { ...aWebhookEvent().payload, actor: { id: uuid(5), email: 'owner@example.com' } }
    await store.webhookEvents.add(aWebhookEvent({ id: eventId, appId: app.id, payload }))
    await store.webhookDeliveries.add(aWebhookDelivery({ id, appId: app.id, eventId, webhookId, ...state }))
  }
  return made
}

test('deliveries are listed as Heroku lists them, by status and page by page', async (t) => {
  const { call } = await createServer(t)
  const all = (await call('owner', 'GET', '/apps/blog/webhook-deliveries')).body as { status: string }[]
  for (const it of all) assertIsResource('app-webhook-delivery', it)
  assert.deepEqual(
    all.map((it) => it.status),
    ['pending', 'retrying', 'succeeded'],
  )
  const retrying = await call('owner', 'GET', '/apps/blog/webhook-deliveries?eq[status]=retrying')
  assert.deepEqual(retrying.body, [all[1]])
  assert.equal((await call('owner', 'GET', '/apps/blog/webhook-deliveries?eq[status]=maybe')).status, 422)

  const range = { range: 'seq ..; order=desc,max=2' }
  const page = await call('owner', 'GET', '/apps/blog/webhook-deliveries', undefined, range)
  assert.deepEqual([page.status, page.body], [206, [all[2], all[1]]])
  const rest = { range: String(page.headers['next-range']) }
  assert.deepEqual((await call('owner', 'GET', '/apps/blog/webhook-deliveries', undefined, rest)).body, [
    all[0],
  ])
})

test('a delivery and its event are shown, to this app alone', async (t) => {
  const { platform, users, call } = await createServer(t)
  const delivery = await call('owner', 'GET', `/apps/blog/webhook-deliveries/${uuid(21)}`)
  assertIsResource('app-webhook-delivery', delivery.body)
  const { event, next_attempt_at } = delivery.body as { event: { id: string }; next_attempt_at: string }
  assert.equal(next_attempt_at, storedAt.toISOString())
  const told = await call('owner', 'GET', `/apps/blog/webhook-events/${event.id}`)
  assertIsResource('app-webhook-event', told.body)
  const events = (await call('owner', 'GET', '/apps/blog/webhook-events')).body as unknown[]
  assert.deepEqual([events.length, events[1]], [3, told.body])

  await createApp(platform, users.owner, 'shop')
  for (const path of [`webhook-deliveries/${uuid(21)}`, `webhook-events/${event.id}`])
    assert.equal((await call('owner', 'GET', `/apps/shop/${path}`)).status, 404)
})
