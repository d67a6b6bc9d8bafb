import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../../src/controller/store/database.ts'

test('the table of runs has the columns that the store reads, and finds those that run without reading all', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const table = (await db.introspection.getTables()).find((it) => it.name === 'runs')
  const names = (isNullable: boolean) =>
    table?.columns.filter((it) => it.isNullable === isNullable).map((it) => it.name)
  assert.deepEqual(names(false), [
    ...['app_id', 'kind', 'dyno', 'command', 'size', 'tty', 'release_version'],
    ...['user_email', 'from_address', 'created_at', 'forgotten_by'],
  ])
  // SQLite calls a text primary key nullable; each row is given one all the same.
  assert.deepEqual(names(true), ['id', 'ends_by', 'ended_at', 'exit_code', 'reason', 'message'])
  const plan = await sql<{
    detail: string
  }>`explain query plan select * from runs where ended_at is null`.execute(db)
  assert.match(plan.rows.map((it) => it.detail).join(), /USING INDEX runs_that_run/)
})
