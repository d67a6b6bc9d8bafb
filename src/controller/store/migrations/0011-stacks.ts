import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** What a slug was built on. Of those from before: the stack that there was. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('slugs').addColumn('stack', 'text').execute()
}
