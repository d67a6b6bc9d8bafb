import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** One-off processes are written down: who, what, when, from where, exit code. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('runs')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('dyno', 'text', (it) => it.notNull())
    .addColumn('command', 'text', (it) => it.notNull())
    .addColumn('size', 'text', (it) => it.notNull())
    .addColumn('tty', 'integer', (it) => it.notNull())
    .addColumn('release_version', 'integer', (it) => it.notNull())
    .addColumn('user_email', 'text', (it) => it.notNull())
    .addColumn('from_address', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('ends_by', 'text')
    .addColumn('forgotten_by', 'text', (it) => it.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('exit_code', 'integer')
    .addColumn('reason', 'text')
    .addColumn('message', 'text')
    .execute()
  await db.schema.createIndex('runs_of_app').on('runs').columns(['app_id', 'created_at']).execute()
  await db.schema.createIndex('runs_that_run').on('runs').columns(['ended_at']).execute()
}
