import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { messageOf, problem } from './domain/problem.ts'
import { storageProblem } from './domain/storage-problem.ts'

/** Let go of by `using`. `path` is absolute. */
export interface ClaimedDir extends Disposable {
  path: string
}

/**
 * Makes the data dir where it isn't, for its owner alone, and keeps every other controller out of it until it is let go of, or this
 * process ends, however it does. Throws `conflict` where another has it, `storage_unavailable` where it can't be used.
 */
export async function claimDataDir(dir: string): Promise<ClaimedDir> {
  const path = resolve(dir)
  try {
    await mkdir(path, { recursive: true })
    await chmod(path, 0o700)
    return { path, [Symbol.dispose]: lock(path) }
  } catch (error) {
    throw storageProblem(error) ?? unusable(path, error)
  }
}

/** The kernel lets go of a lock of SQLite's with the process (fcntl(2)); two that start at once can't both have it. */
function lock(dir: string): () => void {
  const file = new DatabaseSync(join(dir, 'lock'))
  try {
    file.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if ((error as { errcode?: unknown }).errcode !== sqliteBusy) throw error
    throw problem(
      'conflict',
      `Another qp server works in ${dir}. Stop it first, or choose another --data-dir.`,
    )
  }
  return () => file.close()
}

const sqliteBusy = 5

function unusable(path: string, error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException
  if (!/^(E[A-Z]+|ERR_SQLITE_ERROR)$/.test(code)) return error
  const why = `${path}, where all state is to be kept, can't be used: ${messageOf(error)}`
  return problem(
    'storage_unavailable',
    `${why}. Choose another --data-dir, or run as the user who may write there.`,
    { cause: error },
  )
}

/** Where the admin's token is, for `qp login --token-file`. */
export async function writeAdminToken(dataDir: string, token: string): Promise<string> {
  const path = join(dataDir, 'admin-token')
  await writeFile(path, `${token}\n`, { mode: 0o600 })
  return path
}
