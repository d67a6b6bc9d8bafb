import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Certificates with their private keys, which domains they serve, and the apps that get theirs by ACME. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('certificates')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('chain', 'text', (it) => it.notNull())
    .addColumn('private_key', 'text', (it) => it.notNull())
    .addColumn('is_automatic', 'integer', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .addUniqueConstraint('certificates_named', ['app_id', 'name'])
    .execute()
  await db.schema
    .createTable('automatic_certificates')
    .addColumn('app_id', 'text', (it) => it.primaryKey().references('apps.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .alterTable('web_domains')
    .addColumn('certificate_id', 'text', (it) => it.references('certificates.id').onDelete('set null'))
    .execute()
  await db.schema.alterTable('web_domains').addColumn('acm', 'text').execute()
}
