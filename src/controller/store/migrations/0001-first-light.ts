import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Users, apps and all that makes a release run. */
export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (it) => it.primaryKey())
    .addColumn('value', 'text', (it) => it.notNull())
    .execute()
  await createUsers(db)
  await createApps(db)
  await createReleases(db)
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (it) => it.primaryKey())
    .addColumn('holder', 'text', (it) => it.notNull())
    .addColumn('expires_at', 'bigint', (it) => it.notNull())
    .execute()
}

async function createUsers(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('email', 'text', (it) => it.notNull().unique())
    .addColumn('password_hash', 'text')
    .addColumn('is_admin', 'integer', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createTable('tokens')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id').onDelete('cascade'))
    .addColumn('hash', 'text', (it) => it.notNull().unique())
    .addColumn('description', 'text', (it) => it.notNull())
    .addColumn('expires_at', 'text')
    .addColumn('created_at', 'text', (it) => it.notNull())
    .execute()
}

async function createApps(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('apps')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('name', 'text', (it) => it.notNull().unique())
    .addColumn('owner_id', 'text', (it) => it.notNull().references('users.id'))
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createTable('collaborators')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id').onDelete('cascade'))
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addUniqueConstraint('collaborators_once', ['app_id', 'user_id'])
    .execute()
  await db.schema
    .createTable('formation')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('type', 'text', (it) => it.notNull())
    .addColumn('quantity', 'integer', (it) => it.notNull())
    .addColumn('size', 'text', (it) => it.notNull())
    .addColumn('stopped', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .addUniqueConstraint('formation_once', ['app_id', 'type'])
    .execute()
  await db.schema
    .createTable('web_domains')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('hostname', 'text', (it) => it.notNull().unique())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
}

async function createReleases(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('slugs')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('image', 'text', (it) => it.notNull())
    .addColumn('launch', 'text', (it) => it.notNull())
    .addColumn('process_types', 'text', (it) => it.notNull())
    .addColumn('commit_sha', 'text')
    .addColumn('exposed_port', 'integer')
    .addColumn('description', 'text', (it) => it.notNull())
    .addColumn('size', 'bigint')
    .addColumn('created_at', 'text', (it) => it.notNull())
    .execute()
  await db.schema
    .createTable('releases')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('version', 'integer', (it) => it.notNull())
    .addColumn('description', 'text', (it) => it.notNull())
    .addColumn('status', 'text', (it) => it.notNull())
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id'))
    .addColumn('slug_id', 'text', (it) => it.references('slugs.id'))
    .addColumn('config', 'text', (it) => it.notNull())
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .addUniqueConstraint('releases_numbered', ['app_id', 'version'])
    .execute()
  await db.schema
    .createTable('builds')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('app_id', 'text', (it) => it.notNull().references('apps.id').onDelete('cascade'))
    .addColumn('user_id', 'text', (it) => it.notNull().references('users.id'))
    .addColumn('status', 'text', (it) => it.notNull())
    .addColumn('source', 'text', (it) => it.notNull())
    .addColumn('output', 'text', (it) => it.notNull())
    .addColumn('slug_id', 'text', (it) => it.references('slugs.id').onDelete('set null'))
    .addColumn('release_id', 'text', (it) => it.references('releases.id').onDelete('set null'))
    .addColumn('created_at', 'text', (it) => it.notNull())
    .addColumn('updated_at', 'text', (it) => it.notNull())
    .execute()
}
