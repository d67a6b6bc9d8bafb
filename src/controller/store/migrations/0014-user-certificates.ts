import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Certificates that belong to users, and which of the apps' are copies of them. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('user_certificates')
    .addColumn('id', 'integer', (it) => it.primaryKey().autoIncrement())
    .addColumn('owner_id', 'text', (it) => it.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (it) => it.notNull().unique())
    .addColumn('chain', 'text', (it) => it.notNull())
    .addColumn('private_key', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .alterTable('certificates')
    .addColumn('user_certificate_id', 'integer', (it) =>
      it.references('user_certificates.id').onDelete('set null'),
    )
    .execute()
}
