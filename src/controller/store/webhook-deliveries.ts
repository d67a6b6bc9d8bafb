import type { Kysely, Selectable } from 'kysely'
import { type DeliveryStatus, farthestAttempt, type WebhookDelivery } from '../domain/webhook.ts'
import type { Schema } from './schema.ts'

export type WebhookDeliveryTable = ReturnType<typeof webhookDeliveryTable>

export function webhookDeliveryTable(db: Kysely<Schema>) {
  return {
    async add(delivery: WebhookDelivery): Promise<void> {
      await db.insertInto('webhook_deliveries').values(toRow(delivery)).execute()
    },
    async update(delivery: WebhookDelivery): Promise<void> {
      await db.updateTable('webhook_deliveries').set(toRow(delivery)).where('id', '=', delivery.id).execute()
    },
    async find(appId: string, id: string): Promise<WebhookDelivery | undefined> {
      const row = await db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('app_id', '=', appId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toDelivery(row)
    },
    /** Oldest first. */
    async listOfApp(appId: string, status?: DeliveryStatus): Promise<WebhookDelivery[]> {
      let query = db.selectFrom('webhook_deliveries').selectAll().where('app_id', '=', appId)
      if (status !== undefined) query = query.where('status', '=', status)
      return (await query.orderBy('created_at').execute()).map(toDelivery)
    },
    /**
     * Those that are to be tried by now, but none of these webhooks. What is new comes before what has failed, or receivers that are gone
     * would hold up the others; then the longest due first. What lies further ahead than is ever planned was planned by a clock that has
     * been set back since: that is due too.
     */
    async listDue(now: Date, busy: readonly string[], most: number): Promise<WebhookDelivery[]> {
      const farthest = new Date(now.getTime() + farthestAttempt)
      const rows = await db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where((it) =>
          it.or([
            it('next_attempt_at', '<=', now.toISOString()),
            it('next_attempt_at', '>', farthest.toISOString()),
          ]),
        )
        .where('webhook_id', 'not in', busy)
        .orderBy((it) => it('attempts', '>', 0))
        .orderBy('next_attempt_at')
        .orderBy('created_at')
        .limit(most)
        .execute()
      return rows.map(toDelivery)
    },
    /** Those that were on their way when a controller was killed, and are not sent twice. */
    async failInterrupted(now: Date): Promise<void> {
      await db
        .updateTable('webhook_deliveries')
        .set({ status: 'failed', updated_at: now.toISOString() })
        .where('status', '=', 'scheduled')
        .where('next_attempt_at', 'is', null)
        .execute()
    },
  }
}

function toRow(delivery: WebhookDelivery): Schema['webhook_deliveries'] {
  return {
    id: delivery.id,
    app_id: delivery.appId,
    event_id: delivery.eventId,
    webhook_id: delivery.webhookId,
    status: delivery.status,
    attempts: delivery.attempts,
    last_attempt: delivery.lastAttempt && JSON.stringify(delivery.lastAttempt),
    next_attempt_at: delivery.nextAttemptAt?.toISOString() ?? null,
    created_at: delivery.createdAt.toISOString(),
    updated_at: delivery.updatedAt.toISOString(),
  }
}

function toDelivery(row: Selectable<Schema['webhook_deliveries']>): WebhookDelivery {
  return {
    id: row.id,
    appId: row.app_id,
    eventId: row.event_id,
    webhookId: row.webhook_id,
    status: row.status as DeliveryStatus,
    attempts: row.attempts,
    lastAttempt: row.last_attempt === null ? null : JSON.parse(row.last_attempt),
    nextAttemptAt: row.next_attempt_at === null ? null : new Date(row.next_attempt_at),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
