import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/**
 * SQLite makes no index for what refers to another table, and looks through all of it for each row there that goes: an app's thousands of
 * releases through every build there is.
 */
const references = [
  ['apps', 'owner_id'],
  ['builds', 'app_id'],
  ['builds', 'release_id'],
  ['builds', 'slug_id'],
  ['builds', 'user_id'],
  ['certificates', 'user_certificate_id'],
  ['collaborators', 'user_id'],
  ['oauth_clients', 'user_id'],
  ['oauth_grants', 'client_id'],
  ['oauth_grants', 'user_id'],
  ['releases', 'slug_id'],
  ['releases', 'user_id'],
  ['slugs', 'app_id'],
  ['ssh_keys', 'user_id'],
  ['tokens', 'client_id'],
  ['tokens', 'user_id'],
  ['user_certificates', 'owner_id'],
  ['web_domains', 'app_id'],
  ['web_domains', 'certificate_id'],
] as const

export async function up(db: Kysely<Schema>): Promise<void> {
  for (const [table, column] of references)
    await db.schema.createIndex(`${table}_by_${column}`).on(table).column(column).execute()
}
