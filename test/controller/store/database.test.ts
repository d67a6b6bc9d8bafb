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
