import { type Problem, problem } from './problem.ts'

/** The kinds of SQLite's result codes, which are their lowest eight bits (sqlite.org/rescode.html). */
const sqlite = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
}

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
  const kind = typeof errcode === 'number' ? errcode & 0xff : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT' || kind === sqlite.full)
    return unavailable("The controller's disk is full. Make room on it, and try again.", error)
  // Also what a full disk is where SQLite can't make room in its shared memory.
  if (kind === sqlite.ioError)
    return unavailable(
      "The controller's disk can't be read or written. Look whether it is full or broken.",
      error,
    )
  if (kind === sqlite.busy || kind === sqlite.locked)
    return unavailable(
      "Another program has locked the controller's store, qp.sqlite in its data dir. Try again when it has ended.",
      error,
    )
  if (kind === sqlite.readOnly || kind === sqlite.cantOpen)
    return unavailable(
      "The controller's store, qp.sqlite in its data dir, can't be opened to write. Look whose it is, and whether the disk is read-only.",
      error,
    )
  if (kind === sqlite.corrupt || kind === sqlite.notADatabase)
    return unavailable(
      "The controller's store, qp.sqlite in its data dir, is damaged. Stop qp server, and put the data dir back from a backup (docs/operating.md).",
      error,
    )
  if (errcode === foreignKey)
    return problem('not_found', 'What this belongs to was removed in the meantime.', { cause: error })
  return undefined
}

function unavailable(message: string, cause: Error): Problem {
  return problem('storage_unavailable', message, { cause })
}
