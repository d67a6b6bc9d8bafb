import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'

async function names<T>(db: Kysely<T>, query: ReturnType<typeof sql<{ name: string }>>): Promise<string[]> {
  return (await query.execute(db)).rows.map((it) => it.name)
}

test('whatever refers to another table is found by it', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const missing = []
  let count = 0
  for (const table of await names(db, sql`select name from sqlite_master where type = 'table'`)) {
    const referring = await names(db, sql`select "from" as name from pragma_foreign_key_list(${table})`)
    const indexed = await names(
      db,
      sql`select (select name from pragma_index_info(list.name) where seqno = 0) as name from pragma_index_list(${table}) list`,
    )
    missing.push(...referring.filter((it) => !indexed.includes(it)).map((it) => `${table}.${it}`))
    count += referring.length
  }
  assert.deepEqual(missing, [])
  assert.ok(count > 20, 'the tables were looked at')
})
