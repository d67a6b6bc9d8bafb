import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { up } from '../../../../src/controller/store/migrations/0014-user-certificates.ts'

test('certificates that were there before are copies of none', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`drop index certificates_by_user_certificate_id`.execute(db)
  await sql`alter table certificates drop column user_certificate_id`.execute(db)
  await sql`drop table user_certificates`.execute(db)
  await sql`pragma foreign_keys = off`.execute(db)
  await sql`insert into certificates values ('1', 'app', 'www', 'c', 'k', 0, '2026-08-01', '2026-08-01')`.execute(
    db,
  )
  await up(db)
  const row = await db.selectFrom('certificates').selectAll().executeTakeFirstOrThrow()
  assert.equal(row.user_certificate_id, null)
})
