import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('the first tables have the columns that the store reads', async () => {
  const db = await openDatabase(':memory:')
  const tables = await db.introspection.getTables()
  await db.destroy()
  // What later migrations add is theirs to test.
  const later = ['runs']
  const columns = Object.fromEntries(
    tables.filter((it) => !later.includes(it.name)).map((it) => [it.name, it.columns.map(describe)]),
  )
  assert.deepEqual(columns, {
    apps: ['id?', 'name', 'owner_id', 'created_at', 'updated_at'],
    builds: [
      ...['id?', 'app_id', 'user_id', 'status', 'source', 'output'],
      ...['slug_id?', 'release_id?', 'created_at', 'updated_at'],
    ],
    collaborators: ['id?', 'app_id', 'user_id', 'created_at'],
    formation: ['id?', 'app_id', 'type', 'quantity', 'size', 'stopped', 'created_at', 'updated_at'],
    leases: ['name?', 'holder', 'expires_at'],
    releases: [
      ...['id?', 'app_id', 'version', 'description', 'status', 'user_id'],
      ...['slug_id?', 'config', 'created_at', 'updated_at'],
    ],
    settings: ['key?', 'value'],
    slugs: [
      ...['id?', 'app_id', 'image', 'launch', 'process_types', 'commit_sha?'],
      ...['exposed_port?', 'description', 'size?', 'created_at'],
    ],
    tokens: ['id?', 'user_id', 'hash', 'description', 'expires_at?', 'created_at'],
    users: ['id?', 'email', 'password_hash?', 'is_admin', 'created_at'],
    web_domains: ['id?', 'app_id', 'hostname', 'created_at', 'updated_at'],
  })
})

/** SQLite calls a text primary key nullable; it is never null all the same, since each row is given one. */
function describe({ name, isNullable }: { name: string; isNullable: boolean }): string {
  return isNullable ? `${name}?` : name
}
