import { type Problem, problem } from './problem.ts'

const full = "The controller's disk is full. Make room on it, and try again."
const locked =
  "Another program has locked the controller's store, qp.sqlite in its data dir. Try again when it has ended."
const notWritable =
  "The controller's store, qp.sqlite in its data dir, can't be opened to write. Look whose it is, and whether the disk is read-only."
const damaged =
  "The controller's store, qp.sqlite in its data dir, is damaged. Stop qp server, and put the data dir back from a backup (docs/operating.md)."
/** Also what a full disk is where SQLite can't make room in its shared memory. */
const broken = "The controller's disk can't be read or written. Look whether it is full or broken."

/** By the kind of SQLite's result codes, which is their lowest eight bits (sqlite.org/rescode.html). */
const ofSqlite = new Map([
  [5, locked], // BUSY
  [6, locked], // LOCKED
  [8, notWritable], // READONLY
  [10, broken], // IOERR
  [11, damaged], // CORRUPT
  [13, full], // FULL
  [14, notWritable], // CANTOPEN
  [26, damaged], // NOTADB
])

/** SQLITE_CONSTRAINT_FOREIGNKEY, whole, since its kind is that of every constraint. */
const foreignKey = 787

/**
 * What is wrong with the disk or the store where an error of theirs means that, in words for whoever asked: that is nothing they did, and
 * nothing that a log must be read for. So is what is added to an app at the moment when somebody else destroys it.
 *
 * @param error of node:fs (`code`), or of node:sqlite (`errcode`)
 */
export function storageProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown }
  if (errcode === foreignKey)
    return problem('not_found', 'What this belongs to was removed in the meantime.', { cause: error })
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  const message = isFull ? full : typeof errcode === 'number' ? ofSqlite.get(errcode & 0xff) : undefined
  return message === undefined ? undefined : problem('storage_unavailable', message, { cause: error })
}
