import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../../src/controller/store/database.ts'
import { newestOfApp } from '../../../src/controller/store/newest-of-app.ts'

test('so many ids of the app, by when they were made', async (t) => {
  const db = await openDatabase(':memory:')
  t.after(() => db.destroy())
  const { sql, parameters } = newestOfApp(db, 'runs', 'app-1', 2).compile()
  assert.match(sql, /from "runs" where "app_id" = \? order by "created_at" desc limit \?$/)
  assert.deepEqual(parameters, ['app-1', 2])
})
