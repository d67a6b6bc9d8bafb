import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../../src/controller/store/database.ts'
import { aUser } from '../../fixtures/stored.ts'

let dir: string
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'qp-store-test-'))
})
after(() => rm(dir, { recursive: true }))

test('a file keeps what was stored; opening it again changes nothing', async () => {
  const path = join(dir, 'again.sqlite')
  const first = await openDatabase(path)
  const { id, email, username } = aUser('owner')
  const created_at = '2026-08-01T10:00:00.000Z'
  await first
    .insertInto('users')
    .values({ id, email, username, password_hash: null, is_admin: 0, created_at })
    .execute()
  const before = readSchema(path)
  await first.destroy()
  const second = await openDatabase(path)
  assert.equal((await second.selectFrom('users').select('email').executeTakeFirst())?.email, email)
  await second.destroy()
  assert.deepEqual(readSchema(path), before)
})

test('a file is written ahead, in full, with foreign keys', async () => {
  const db = await openDatabase(join(dir, 'wal.sqlite'))
  const ask = async (pragma: string) => {
    const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${pragma}`).execute(db)
    return rows.map((it) => it[pragma])
  }
  assert.deepEqual(await ask('journal_mode'), ['wal'])
  assert.deepEqual(await ask('synchronous'), [2])
  assert.deepEqual(await ask('foreign_keys'), [1])
  await db.destroy()
})

test('what would be stored as something else is refused', async () => {
  const db = await openDatabase(':memory:')
  for (const value of [true, new Date(), { a: 1 }, undefined])
    await assert.rejects(sql`select ${value}`.execute(db), /a (boolean|object|undefined) can't be stored/)
  const stored = await sql`select ${'text'} as a, ${1} as b, ${null} as c`.execute(db)
  assert.deepEqual({ ...(stored.rows[0] as object) }, { a: 'text', b: 1, c: null })
  await db.destroy()
})

test('a file that is no store is refused with its name and the cause', async () => {
  const path = join(dir, 'foreign.sqlite')
  const foreign = new DatabaseSync(path)
  foreign.exec('CREATE TABLE users (name TEXT)')
  foreign.close()
  await assert.rejects(openDatabase(path), (error: Error) => {
    assert.equal(error.message, `the store ${path} could not be brought up to date`)
    assert.match(String(error.cause), /table "users" already exists/)
    return true
  })
})

test('a store that a newer qp has changed is refused as it is, with what it is known by', async () => {
  const path = join(dir, 'newer.sqlite')
  await (await openDatabase(path)).destroy()
  const newer = new DatabaseSync(path)
  newer.exec("INSERT INTO kysely_migration VALUES ('0999-later', '2030-01-01T00:00:00.000Z')")
  newer.close()
  await assert.rejects(openDatabase(path), {
    id: 'conflict',
    message: `${path} was written by a newer qp: this one does not know 0999-later. Start the newer one, or put back a backup from before the upgrade.`,
  })
})

test('an upgrade that fails halfway has changed nothing, and succeeds once it can', async () => {
  const path = join(dir, 'halfway.sqlite')
  const change = (statement: string) => {
    const sqlite = new DatabaseSync(path)
    sqlite.exec(statement)
    sqlite.close()
  }
  change('CREATE TABLE webhook_deliveries (in_the_way TEXT)')
  await assert.rejects(openDatabase(path), (error: Error) => /already exists/.test(String(error.cause)))
  change('DROP TABLE webhook_deliveries')
  await (await openDatabase(path)).destroy()
})

test('a store that is full or locked says so, and goes on when it is not', async (t) => {
  const path = join(dir, 'full.sqlite')
  const db = await openDatabase(path)
  t.after(() => db.destroy())
  const put = (value: string) => sql`insert into kept values (${value})`.execute(db)
  await sql`create table kept (value text)`.execute(db)
  await sql`pragma max_page_count = 1`.execute(db)
  await assert.rejects(put('x'.repeat(100_000)), { id: 'storage_unavailable', message: /disk is full/ })
  await sql`pragma max_page_count = 1000000`.execute(db)
  await sql`pragma busy_timeout = 0`.execute(db)
  const other = new DatabaseSync(path)
  t.after(() => other.close())
  other.exec('begin immediate')
  await assert.rejects(put('y'), { id: 'storage_unavailable', message: /has locked/ })
  other.exec('rollback')
  await put('z')
  assert.deepEqual(await readKept(db), ['z'])
})

test('where SQLite has rolled back by itself the error is what it did so for', async () => {
  const db = await openDatabase(':memory:')
  await sql`create table kept (value text unique)`.execute(db)
  const twice = db.transaction().execute(async (transaction) => {
    for (const value of ['a', 'a'])
      await sql`insert or rollback into kept values (${value})`.execute(transaction)
  })
  await assert.rejects(twice, /UNIQUE constraint failed/)
  await db.transaction().execute((transaction) => sql`insert into kept values ('b')`.execute(transaction))
  assert.deepEqual(await readKept(db), ['b'])
  await db.destroy()
})

async function readKept(db: Awaited<ReturnType<typeof openDatabase>>): Promise<unknown[]> {
  const { rows } = await sql<{ value: string }>`select value from kept`.execute(db)
  return rows.map((it) => it.value)
}

function readSchema(path: string): unknown[] {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    return [
      ...file.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
      ...file.prepare('SELECT name, timestamp FROM kysely_migration').all(),
    ]
  } finally {
    file.close()
  }
}
