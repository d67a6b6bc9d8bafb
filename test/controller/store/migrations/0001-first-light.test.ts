import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('the first tables have the columns that the store reads', async () => {
  const db = await openDatabase(':memory:')
  const tables = await db.introspection.getTables()
  await db.destroy()
  const first = {
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
  }
  // What later migrations add, tables and columns behind these, is theirs to test.
  const found = Object.entries(first).map(([name, columns]) => {
    const table = tables.find((it) => it.name === name)
    return [name, table?.columns.slice(0, columns.length).map(describe)]
  })
  assert.deepEqual(Object.fromEntries(found), first)
})

/** SQLite calls a text primary key nullable; it is never null all the same, since each row is given one. */
function describe({ name, isNullable }: { name: string; isNullable: boolean }): string {
  return isNullable ? `${name}?` : name
}
