import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { up } from '../../../../src/controller/store/migrations/0013-usernames.ts'
import { userTable } from '../../../../src/controller/store/users.ts'
import { aUser } from '../../../fixtures/stored.ts'

test('who was there before is known by their address, and no name is given twice', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`drop index users_username`.execute(db)
  await sql`alter table users drop column username`.execute(db)
  await sql`insert into users (id, email, is_admin, created_at) values ('1', 'ann@example.com', 0, '2026-08-01')`.execute(
    db,
  )
  await up(db)
  const users = userTable(db)
  assert.equal((await users.find('1'))?.username, 'ann@example.com')
  await users.add(aUser('bob'), null)
  await assert.rejects(users.add({ ...aUser('carl'), username: 'bob' }, null), /UNIQUE/)
})
