import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { slugTable } from '../../../../src/controller/store/slugs.ts'

test('of slugs from before nobody has noted the stack', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`pragma foreign_keys = off`.execute(db)
  await sql`insert into slugs (id, app_id, image, launch, process_types, description, created_at)
    values ('s1', 'a1', 'qp/a:1', 'buildpack', '{}', 'Node.js', '2026-08-01T10:00:00Z')`.execute(db)
  assert.equal((await slugTable(db).find('s1'))?.stack, undefined)
})
