import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Public keys by which people push over SSH: one belongs to one person, or nobody could tell who pushes. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('ssh_keys')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id').onDelete('cascade'))
    .addColumn('public_key', 'text', (it) => it.notNull())
    .addColumn('comment', 'text', (it) => it.notNull())
    .addColumn('fingerprint', 'text', (it) => it.notNull().unique())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .execute()
}
