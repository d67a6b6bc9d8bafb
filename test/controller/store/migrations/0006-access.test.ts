import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { collaboratorTable } from '../../../../src/controller/store/collaborators.ts'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { tokenTable } from '../../../../src/controller/store/tokens.ts'
import { userTable } from '../../../../src/controller/store/users.ts'

test('tokens, collaborators and users from before go on as they were', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`pragma foreign_keys = off`.execute(db)
  const at = '2026-08-01T10:00:00.000Z'
  await sql`insert into users (id, email, is_admin, created_at) values ('u1', 'ann@example.com', 0, ${at})`.execute(
    db,
  )
  await sql`insert into tokens (id, user_id, hash, description, created_at) values ('t1', 'u1', 'h', '', ${at})`.execute(
    db,
  )
  await sql`insert into collaborators (id, app_id, user_id, created_at) values ('c1', 'a1', 'u1', ${at})`.execute(
    db,
  )
  const token = await tokenTable(db).findByHash('h')
  assert.deepEqual([token?.scope, token?.isLogin, token?.updatedAt], [['global'], false, new Date(at)])
  const collaborator = await collaboratorTable(db).find('a1', 'u1')
  assert.deepEqual(collaborator?.permissions, ['view', 'deploy', 'operate'])
  assert.deepEqual(collaborator?.updatedAt, new Date(at))
  assert.equal((await userTable(db).find('ann@example.com'))?.id, 'u1')
})
