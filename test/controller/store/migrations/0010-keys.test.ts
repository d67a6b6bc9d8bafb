import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('the table of keys has the columns that the store reads, and no fingerprint twice', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const table = (await db.introspection.getTables()).find((it) => it.name === 'ssh_keys')
  assert.deepEqual(
    table?.columns.map((it) => it.name),
    ['id', 'user_id', 'public_key', 'comment', 'fingerprint', 'created_at'],
  )
  const user = {
    id: 'u',
    email: 'a@example.com',
    username: 'a',
    password_hash: null,
    is_admin: 0,
    created_at: '',
  }
  await db.insertInto('users').values(user).execute()
  const key = { user_id: 'u', public_key: '', comment: '', fingerprint: 'SHA256:a', created_at: '' }
  await db
    .insertInto('ssh_keys')
    .values({ ...key, id: '1' })
    .execute()
  await assert.rejects(
    db
      .insertInto('ssh_keys')
      .values({ ...key, id: '2' })
      .execute(),
    /UNIQUE/,
  )
  await db.deleteFrom('users').execute()
  assert.deepEqual(await db.selectFrom('ssh_keys').selectAll().execute(), [])
})
