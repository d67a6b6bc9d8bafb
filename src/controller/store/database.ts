import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteAdapter, type SqliteDatabase, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Problem, problem } from '../domain/problem.ts'
import { storageProblem } from '../domain/storage-problem.ts'
import { migrations } from './migrations/index.ts'
import type { Schema } from './schema.ts'

/**
 * Opens the embedded store and brings its tables up to date.
 *
 * @param path a file, or `:memory:`
 */
export async function openDatabase(path: string): Promise<Kysely<Schema>> {
  const sqlite = orStorageProblem(() => openFile(path))
  const db = new Kysely<Schema>({ dialect: new AllOrNothing({ database: forKysely(sqlite) }) })
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest()
  if (error) {
    const unknown = await findUnknownMigration(db).catch(() => undefined)
    await db.destroy()
    if (error instanceof Problem) throw error
    if (unknown !== undefined) throw isNewer(path, unknown)
    throw new Error(`the store ${path} could not be brought up to date`, { cause: error })
  }
  return db
}

function isNewer(path: string, migration: string): Problem {
  return problem(
    'conflict',
    `${path} was written by a newer qp: this one does not know ${migration}. Start the newer one, or put back a backup from before the upgrade.`,
  )
}

/** A migration that this program does not have; kysely changes nothing where there is one. */
async function findUnknownMigration(db: Kysely<Schema>): Promise<string | undefined> {
  const known = await migrations.getMigrations()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.find(({ name }) => !Object.hasOwn(known, name))?.name
}

function openFile(path: string): DatabaseSync {
  const sqlite = new DatabaseSync(path)
  sqlite.exec(
    'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;',
  )
  // What is removed is overwritten: config vars are secrets, and SQLite would leave them in the pages that it will use again.
  sqlite.exec('PRAGMA secure_delete = ON')
  return sqlite
}

/** kysely holds that SQLite can't take back a change of tables, which it can: an upgrade that is broken off must leave a store that the next start brings up to date. */
class AllOrNothing extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** kysely's dialect expects better-sqlite3's interface; node:sqlite differs in how parameters are passed. */
function forKysely(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const statement = sqlite.prepare(sql)
      const bind = (parameters: readonly unknown[]) => parameters.map(toSqlValue)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => orStorageProblem(() => statement.all(...bind(parameters))),
        run: (parameters) => {
          // SQLite has rolled back by itself where the disk was full (sqlite.org/lang_transaction.html), and an error of this would hide that.
          if (sql === 'rollback' && !sqlite.isTransaction) return { changes: 0, lastInsertRowid: 0 }
          return orStorageProblem(() => statement.run(...bind(parameters)))
        },
        iterate: (parameters) => statement.iterate(...bind(parameters)),
      }
    },
  }
}

function orStorageProblem<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storageProblem(error) ?? error
  }
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(
    `a ${typeof value} can't be stored: the table's file turns it into text or a number first`,
  )
}
