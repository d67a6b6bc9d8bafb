import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Which buildpacks build an app, in which order. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('buildpack_installations')
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('ordinal', 'integer', (it) => it.notNull())
    .addColumn('buildpack', 'text', (it) => it.notNull())
    .addPrimaryKeyConstraint('buildpack_installations_in_order', ['app_id', 'ordinal'])
    .execute()
}
