import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('a store has certificates, the wish for automatic ones, and which domain has which', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const tables = await db.introspection.getTables()
  const namesOf = (table: string) => tables.find((it) => it.name === table)?.columns.map((it) => it.name)
  const times = ['created_at', 'updated_at']
  assert.deepEqual(namesOf('certificates'), [
    ...['id', 'app_id', 'name', 'chain', 'private_key', 'is_automatic'],
    ...times,
    // Since 0014.
    'user_certificate_id',
  ])
  assert.deepEqual(namesOf('automatic_certificates'), ['app_id', 'created_at'])
  assert.deepEqual(namesOf('web_domains'), ['id', 'app_id', 'hostname', ...times, 'certificate_id', 'acm'])
})
