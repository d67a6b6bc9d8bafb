import type { Kysely, Selectable } from 'kysely'
import type { WebhookEvent } from '../domain/webhook.ts'
import type { Schema } from './schema.ts'

export type WebhookEventTable = ReturnType<typeof webhookEventTable>

export function webhookEventTable(db: Kysely<Schema>) {
  return {
    async add(event: WebhookEvent): Promise<void> {
      await db
        .insertInto('webhook_events')
        .values({
          id: event.id,
          app_id: event.appId,
          include: event.include,
          payload: JSON.stringify(event.payload),
          created_at: event.createdAt.toISOString(),
        })
        .execute()
    },
    async find(id: string): Promise<WebhookEvent | undefined> {
      const row = await db.selectFrom('webhook_events').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toEvent(row)
    },
    /** Oldest first. */
    async listOfApp(appId: string): Promise<WebhookEvent[]> {
      const rows = await db
        .selectFrom('webhook_events')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('created_at')
        .execute()
      return rows.map(toEvent)
    },
    /** With their deliveries. */
    async removeBefore(when: Date): Promise<void> {
      await db.deleteFrom('webhook_events').where('created_at', '<', when.toISOString()).execute()
    },
  }
}

function toEvent(row: Selectable<Schema['webhook_events']>): WebhookEvent {
  return {
    id: row.id,
    appId: row.app_id,
    include: row.include as WebhookEvent['include'],
    payload: JSON.parse(row.payload),
    createdAt: new Date(row.created_at),
  }
}
