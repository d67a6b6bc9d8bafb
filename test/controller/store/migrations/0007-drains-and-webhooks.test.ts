import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('what is due is found without reading all, and deliveries go with what they belong to', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const tables = (await db.introspection.getTables()).map((it) => it.name)
  for (const name of ['drains', 'webhooks', 'webhook_events', 'webhook_deliveries'])
    assert.ok(tables.includes(name), name)
  const planOf = async (query: string) => {
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(query)}`.execute(db)
    return rows.map((it) => it.detail).join()
  }
  const due = "select * from webhook_deliveries where next_attempt_at <= 'x' order by next_attempt_at"
  assert.match(await planOf(due), /USING INDEX webhook_deliveries_due/)
  assert.match(await planOf("delete from webhook_deliveries where event_id = 'x'"), /USING (COVERING )?INDEX/)
})
