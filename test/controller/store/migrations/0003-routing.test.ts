import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('the tables of routing and services have the columns that the store reads', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const tables = await db.introspection.getTables()
  const columnsOf = (name: string) =>
    tables.find((it) => it.name === name)?.columns.map((it) => `${it.name}${it.isNullable ? '?' : ''}`)
  assert.deepEqual(columnsOf('routings'), [
    // SQLite calls a text primary key nullable; each row is given one all the same.
    ...['app_id?', 'is_enabled', 'is_in_maintenance', 'https_enforced?', 'whitelist'],
    ...['has_session_affinity', 'updated_at'],
  ])
  assert.deepEqual(columnsOf('services'), [
    ...['id?', 'app_id', 'type', 'path_pattern', 'created_at', 'updated_at'],
  ])
})
