import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('the tables of clients and grants have the columns that the store reads, tokens may belong to a client', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const tables = await db.introspection.getTables()
  const columns = (name: string) => tables.find((it) => it.name === name)?.columns ?? []
  assert.deepEqual(
    columns('oauth_clients').map((it) => it.name),
    ['id', 'user_id', 'name', 'redirect_uri', 'secret_hash', 'created_at', 'updated_at'],
  )
  assert.deepEqual(
    columns('oauth_grants').map((it) => it.name),
    [
      ...['id', 'client_id', 'user_id', 'code_hash', 'redirect_uri', 'scope', 'code_challenge', 'token_id'],
      'expires_at',
    ],
  )
  assert.deepEqual(
    columns('tokens')
      .filter((it) => ['client_id', 'refresh_hash'].includes(it.name))
      .map((it) => it.isNullable),
    [true, true],
  )
})
