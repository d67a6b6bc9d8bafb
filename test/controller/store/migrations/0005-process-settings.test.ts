import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { plainSettings } from '../../../../src/controller/domain/process-settings.ts'
import { openDatabase } from '../../../../src/controller/store/database.ts'
import { formationTable } from '../../../../src/controller/store/formation.ts'

test('entries from before have nothing of their own', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  await sql`pragma foreign_keys = off`.execute(db)
  await sql`insert into formation (id, app_id, type, quantity, size, stopped, created_at, updated_at)
    values ('f1', 'a1', 'web', 2, 'Basic', '[]', '2026-08-01T10:00:00Z', '2026-08-01T10:00:00Z')`.execute(db)
  const [entry] = await formationTable(db).listOfApp('a1')
  assert.deepEqual([entry?.quantity, entry?.settings], [2, plainSettings])
})
