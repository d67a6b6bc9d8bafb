import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Programs that act for users who allow it, and the codes that they get tokens for. A client's end is the end of its codes and tokens. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('oauth_clients')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('redirect_uri', 'text', (it) => it.notNull())
    .addColumn('secret_hash', 'text', (it) => it.notNull().unique())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createTable('oauth_grants')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('client_id', 'text', (it) => it.notNull().references('oauth_clients.id').onDelete('cascade'))
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id').onDelete('cascade'))
    .addColumn('code_hash', 'text', (it) => it.notNull().unique())
    .addColumn('redirect_uri', 'text', (it) => it.notNull())
    .addColumn('scope', 'text', (it) => it.notNull())
    .addColumn('code_challenge', 'text')
    // No reference: a code stays used when what it gave is gone.
    .addColumn('token_id', 'text')
    .addColumn('expires_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .alterTable('tokens')
    .addColumn('client_id', 'text', (it) => it.references('oauth_clients.id').onDelete('cascade'))
    .execute()
  await db.schema.alterTable('tokens').addColumn('refresh_hash', 'text').execute()
  await db.schema.createIndex('tokens_refresh_hash').on('tokens').column('refresh_hash').unique().execute()
}
