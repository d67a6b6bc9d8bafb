import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** What a token is for, what a collaborator may do, and users who are gone but named in what they did. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable('tokens')
    .addColumn('scope', 'text', (it) => it.notNull().defaultTo('["global"]'))
    .execute()
  await db.schema
    .alterTable('tokens')
    .addColumn('is_login', 'integer', (it) => it.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('tokens').addColumn('updated_at', 'text').execute()
  await db.schema
    .alterTable('collaborators')
    .addColumn('permissions', 'text', (it) => it.notNull().defaultTo('["view","deploy","operate"]'))
    .execute()
  await db.schema.alterTable('collaborators').addColumn('updated_at', 'text').execute()
  await db.schema.alterTable('users').addColumn('removed_email', 'text').execute()
}
