import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** What an OAuth client makes by a token ends with that token. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .alterTable('tokens')
    .addColumn('made_by', 'text', (it) => it.references('tokens.id').onDelete('cascade'))
    .execute()
  // Without it, each token that goes would look through all.
  await db.schema.createIndex('tokens_made_by').on('tokens').column('made_by').execute()
}
