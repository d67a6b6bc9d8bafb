import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** Users are known by a name too; of those from before it is the address. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('username', 'text', (it) => it.notNull().defaultTo(''))
    .execute()
  await db.updateTable('users').set({ username: sql`email` }).execute()
  await db.schema.createIndex('users_username').on('users').column('username').unique().execute()
}
