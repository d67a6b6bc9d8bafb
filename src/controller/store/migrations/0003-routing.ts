import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** What the router does with an app's requests: an app that nobody said anything of has no row. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('routings')
    .addColumn('app_id', 'text', (it) => it.primaryKey().references('apps.id').onDelete('cascade'))
    .addColumn('is_enabled', 'integer', (it) => it.notNull())
    .addColumn('is_in_maintenance', 'integer', (it) => it.notNull())
    .addColumn('https_enforced', 'integer')
    .addColumn('whitelist', 'text', (it) => it.notNull())
    .addColumn('has_session_affinity', 'integer', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createTable('services')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('type', 'text', (it) => it.notNull())
    .addColumn('path_pattern', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .addUniqueConstraint('services_once', ['app_id', 'type'])
    .execute()
}
