import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { storageProblem } from '../../../src/controller/domain/storage-problem.ts'

const full = "The controller's disk is full. Make room on it, and try again."
const broken = "The controller's disk can't be read or written. Look whether it is full or broken."
const locked =
  "Another program has locked the controller's store, qp.sqlite in its data dir. Try again when it has ended."

const closed =
  "The controller's store, qp.sqlite in its data dir, can't be opened to write. Look whose it is, and whether the disk is read-only."
const damaged =
  "The controller's store, qp.sqlite in its data dir, is damaged. Stop qp server, and put the data dir back from a backup (docs/operating.md)."

for (const [name, facts, message] of [
  ['no space', { code: 'ENOSPC' }, full],
  ['no quota', { code: 'EDQUOT' }, full],
  ['SQLITE_FULL', { code: 'ERR_SQLITE_ERROR', errcode: 13 }, full],
  ['SQLITE_IOERR_SHMSIZE', { code: 'ERR_SQLITE_ERROR', errcode: 4874 }, broken],
  ['SQLITE_BUSY', { code: 'ERR_SQLITE_ERROR', errcode: 5 }, locked],
  ['SQLITE_BUSY_SNAPSHOT', { code: 'ERR_SQLITE_ERROR', errcode: 517 }, locked],
  ['SQLITE_READONLY', { code: 'ERR_SQLITE_ERROR', errcode: 8 }, closed],
  ['SQLITE_CANTOPEN', { code: 'ERR_SQLITE_ERROR', errcode: 14 }, closed],
  ['SQLITE_CORRUPT', { code: 'ERR_SQLITE_ERROR', errcode: 11 }, damaged],
  ['SQLITE_NOTADB', { code: 'ERR_SQLITE_ERROR', errcode: 26 }, damaged],
  ['SQLITE_CONSTRAINT_UNIQUE', { code: 'ERR_SQLITE_ERROR', errcode: 2067 }, undefined],
  ['no such file', { code: 'ENOENT' }, undefined],
] as const) {
  test(`${name} is ${message ?? 'something else'}`, () => {
    const error = Object.assign(new Error('why'), facts)
    const found = storageProblem(error)
    assert.equal(found?.message, message)
    assert.equal(found?.cause, message && error)
    assert.equal(found?.id, message && 'storage_unavailable')
  })
}

test('what belongs to something that was removed in the meantime is not found', () => {
  const store = new DatabaseSync(':memory:')
  store.exec(
    'create table apps (id text primary key); create table domains (app_id text references apps(id))',
  )
  try {
    store.exec("insert into domains values ('gone')")
    assert.fail('it was added')
  } catch (error) {
    assert.equal(storageProblem(error)?.id, 'not_found')
  } finally {
    store.close()
  }
})

test('what is no error is none of these', () => {
  for (const thrown of [undefined, null, 'ENOSPC', { code: 'ENOSPC' }])
    assert.equal(storageProblem(thrown), undefined)
})
