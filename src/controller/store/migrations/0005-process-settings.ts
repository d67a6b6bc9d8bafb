import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Limits, health checks and stop timeouts by process type; tags and labels by app. */
export async function up(db: Kysely<Schema>): Promise<void> {
  const none = { limits: '{"memory":null,"cpu":null}', checks: '{"liveness":null,"readiness":null}' }
  await db.schema
    .alterTable('formation')
    .addColumn('limits', 'text', (it) => it.notNull().defaultTo(none.limits))
    .execute()
  await db.schema
    .alterTable('formation')
    .addColumn('health_checks', 'text', (it) => it.notNull().defaultTo(none.checks))
    .execute()
  await db.schema.alterTable('formation').addColumn('stop_grace', 'integer').execute()
  for (const table of ['app_tags', 'app_labels'])
    await db.schema
      .createTable(table)
      .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
      .addColumn('name', 'text', (it) => it.notNull())
      .addColumn('value', 'text', (it) => it.notNull())
      .addPrimaryKeyConstraint(`${table}_once`, ['app_id', 'name'])
      .execute()
}
