import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/**
 * What apps tell others. Webhooks outlive their app by as long as it takes to tell of its end, so they don't refer to it; who removes
 * what is over also removes them.
 */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('drains')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('url', 'text', (it) => it.notNull())
    .addColumn('token', 'text', (it) => it.notNull().unique())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .addUniqueConstraint('drains_by_url', ['app_id', 'url'])
    .execute()
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull())
    .addColumn('include', 'text', (it) => it.notNull())
    .addColumn('level', 'text', (it) => it.notNull())
    .addColumn('url', 'text', (it) => it.notNull())
    .addColumn('secret', 'text', (it) => it.notNull())
    .addColumn('authorization', 'text')
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema.createIndex('webhooks_of_app').on('webhooks').column('app_id').execute()
  await db.schema
    .createTable('webhook_events')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull())
    .addColumn('include', 'text', (it) => it.notNull())
    .addColumn('payload', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createIndex('webhook_events_of_app')
    .on('webhook_events')
    .columns(['app_id', 'created_at'])
    .execute()
  await addDeliveries(db)
}

async function addDeliveries(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull())
    .addColumn('event_id', 'text', (it) => it.notNull().references('webhook_events.id').onDelete('cascade'))
    .addColumn('webhook_id', 'text', (it) => it.notNull().references('webhooks.id').onDelete('cascade'))
    .addColumn('status', 'text', (it) => it.notNull())
    .addColumn('attempts', 'integer', (it) => it.notNull())
    .addColumn('last_attempt', 'text')
    .addColumn('next_attempt_at', 'text')
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createIndex('webhook_deliveries_of_app')
    .on('webhook_deliveries')
    .columns(['app_id', 'created_at'])
    .execute()
  await db.schema
    .createIndex('webhook_deliveries_due')
    .on('webhook_deliveries')
    .column('next_attempt_at')
    .execute()
  // For what goes with them.
  await db.schema
    .createIndex('webhook_deliveries_of_event')
    .on('webhook_deliveries')
    .column('event_id')
    .execute()
  await db.schema
    .createIndex('webhook_deliveries_of_webhook')
    .on('webhook_deliveries')
    .column('webhook_id')
    .execute()
}
