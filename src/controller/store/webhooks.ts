import type { Kysely, Selectable } from 'kysely'
import type { Webhook } from '../domain/webhook.ts'
import type { Schema } from './schema.ts'

export type WebhookTable = ReturnType<typeof webhookTable>

export function webhookTable(db: Kysely<Schema>) {
  return {
    /** Adds it, or puts it in the place of the one with its id. */
    async put(webhook: Webhook): Promise<void> {
      const row = toRow(webhook)
      await db
        .insertInto('webhooks')
        .values(row)
        .onConflict((it) => it.column('id').doUpdateSet(row))
        .execute()
    },
    async find(appId: string, id: string): Promise<Webhook | undefined> {
      const row = await db
        .selectFrom('webhooks')
        .selectAll()
        .where('app_id', '=', appId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toWebhook(row)
    },
    /** Oldest first. */
    async listOfApp(appId: string): Promise<Webhook[]> {
      const rows = await db
        .selectFrom('webhooks')
        .selectAll()
        .where('app_id', '=', appId)
        .orderBy('created_at')
        .execute()
      return rows.map(toWebhook)
    },
    /** With its deliveries. */
    async remove(id: string): Promise<void> {
      await db.deleteFrom('webhooks').where('id', '=', id).execute()
    },
    /** Those of apps that are gone, once nothing of them is on its way. */
    async removeOrphans(): Promise<void> {
      const onTheirWay = db
        .selectFrom('webhook_deliveries')
        .select('webhook_id')
        .where('next_attempt_at', 'is not', null)
      await db
        .deleteFrom('webhooks')
        .where('app_id', 'not in', db.selectFrom('apps').select('id'))
        .where('id', 'not in', onTheirWay)
        .execute()
    },
  }
}

function toRow(webhook: Webhook): Schema['webhooks'] {
  return {
    id: webhook.id,
    app_id: webhook.appId,
    include: JSON.stringify(webhook.include),
    level: webhook.level,
    url: webhook.url,
    secret: webhook.secret,
    authorization: webhook.authorization,
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  }
}

function toWebhook(row: Selectable<Schema['webhooks']>): Webhook {
  return {
    id: row.id,
    appId: row.app_id,
    include: JSON.parse(row.include),
    level: row.level as Webhook['level'],
    url: row.url,
    secret: row.secret,
    authorization: row.authorization,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
