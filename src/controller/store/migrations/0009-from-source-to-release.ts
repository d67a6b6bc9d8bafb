import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** What release commands wrote, images by process type, and what builds are told beside the source. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable('releases').addColumn('output', 'text').execute()
  await db.schema
    .alterTable('slugs')
    .addColumn('images', 'text', (it) => it.notNull().defaultTo('{}'))
    .execute()
  await db.schema.alterTable('apps').addColumn('build_stack', 'text').execute()
  await db.schema
    .createTable('registries')
    .addColumn('app_id', 'text', (it) => it.primaryKey().references('apps.id').onDelete('cascade'))
    .addColumn('username', 'text')
    .addColumn('password', 'text')
    .execute()
  await db.schema
    .createTable('container_images')
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('type', 'text', (it) => it.notNull())
    .addColumn('image', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addPrimaryKeyConstraint('container_images_once', ['app_id', 'type'])
    .execute()
}
