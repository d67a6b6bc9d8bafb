import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { WebhookDelivery } from '../../../src/controller/domain/webhook.ts'
import {
  aWebhook,
  aWebhookDelivery,
  aWebhookEvent,
  openStoreWithApp,
  storedAt,
} from '../../fixtures/stored.ts'

async function openStore(t: TestContext) {
  const { store, app } = await openStoreWithApp(t)
  for (const id of ['webhook-1', 'webhook-2']) await store.webhooks.put(aWebhook({ id, appId: app.id }))
  await store.webhookEvents.add(aWebhookEvent({ appId: app.id }))
  const add = async (id: string, more: Partial<WebhookDelivery> = {}) => {
    const delivery = aWebhookDelivery({ id, appId: app.id, ...more })
    await store.webhookDeliveries.add(delivery)
    return delivery
  }
  return { table: store.webhookDeliveries, store, app, add }
}

const inSeconds = (seconds: number) => new Date(storedAt.getTime() + seconds * 1000)

test('a delivery is kept with its last attempt, and goes with its webhook', async (t) => {
  const { table, store, app, add } = await openStore(t)
  const first = await add('1')
  const at = storedAt.toISOString()
  const lastAttempt = {
    id: 'a',
    status: 'failed',
    code: 500,
    errorClass: null,
    createdAt: at,
    updatedAt: at,
  } as const
  const changed = {
    ...first,
    status: 'retrying' as const,
    attempts: 1,
    lastAttempt,
    nextAttemptAt: inSeconds(5),
  }
  await table.update(changed)
  assert.deepEqual(await table.find(app.id, '1'), changed)
  assert.equal(await table.find('app-shop', '1'), undefined)
  const second = await add('2', { webhookId: 'webhook-2', createdAt: inSeconds(1) })
  assert.deepEqual(await table.listOfApp(app.id), [changed, second])
  assert.deepEqual(await table.listOfApp(app.id, 'retrying'), [changed])
  await store.webhooks.remove('webhook-1')
  assert.deepEqual(await table.listOfApp(app.id), [second])
})

test('those are due whose time has come, the oldest first, but not of a webhook that is busy', async (t) => {
  const { table, add } = await openStore(t)
  await add('later', { nextAttemptAt: inSeconds(9) })
  await add('second', { nextAttemptAt: inSeconds(1), webhookId: 'webhook-2' })
  await add('first', { nextAttemptAt: inSeconds(0) })
  await add('over', { nextAttemptAt: null, status: 'succeeded' })
  const due = async (busy: string[], most = 9) =>
    (await table.listDue(inSeconds(1), busy, most)).map((it) => it.id)
  assert.deepEqual(await due([]), ['first', 'second'])
  assert.deepEqual(await due([], 1), ['first'])
  assert.deepEqual(await due(['webhook-1']), ['second'])
})

test('what is new is due before what has failed; and due is what a clock had planned that was set back', async (t) => {
  const { table, add } = await openStore(t)
  await add('failed', { nextAttemptAt: inSeconds(0), attempts: 3, status: 'retrying' })
  await add('new', { nextAttemptAt: inSeconds(1) })
  await add('in an hour', { nextAttemptAt: inSeconds(3601), attempts: 9, status: 'retrying' })
  await add('in a year', { nextAttemptAt: inSeconds(365 * 86_400), attempts: 9, status: 'retrying' })
  assert.deepEqual(
    (await table.listDue(inSeconds(1), [], 9)).map((it) => it.id),
    ['new', 'failed', 'in a year'],
  )
})

test('what is sent once and was on its way at a kill has failed', async (t) => {
  const { table, app, add } = await openStore(t)
  await add('once', { status: 'scheduled', nextAttemptAt: null })
  await add('again', { status: 'scheduled', nextAttemptAt: storedAt })
  await table.failInterrupted(inSeconds(3))
  const statuses = (await table.listOfApp(app.id)).map((it) => [it.id, it.status])
  assert.deepEqual(
    new Map(statuses as [string, string][]),
    new Map([
      ['once', 'failed'],
      ['again', 'scheduled'],
    ]),
  )
})
