import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { up } from '../../../../src/controller/store/migrations/0015-token-makers.ts'

test('tokens that were there before were made by none', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`drop index tokens_made_by`.execute(db)
  await sql`alter table tokens drop column made_by`.execute(db)
  await sql`pragma foreign_keys = off`.execute(db)
  await sql`insert into tokens (id, user_id, hash, description, scope, is_login, created_at)
    values ('1', 'ann', 'hash', '', '[]', 0, '2026-08-01')`.execute(db)
  await sql`pragma foreign_keys = on`.execute(db)
  await up(db)
  const row = await db.selectFrom('tokens').selectAll().executeTakeFirstOrThrow()
  assert.equal(row.made_by, null)
})
