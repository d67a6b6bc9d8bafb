import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from './errors.ts'

/**
 * In ms: how long a lock is waited for, how often it is looked for, and when it is one whose process was killed. A lock counts from when
 * it was first waited for, so `stale` is the longer by far.
 */
export interface LockTimes {
  patience?: number
  pause?: number
  stale?: number
}

/**
 * Takes a lock that one process of this machine can hold at a time; what it answers gives it back. Throws a UserError (`file_locked`) where
 * another holds it for longer than that. It is held for milliseconds, so an old one is nobody's.
 *
 * A lock is a folder with its holder's mark in it, which comes in with the folder, by one rename: that succeeds where there is none, or
 * an empty one, and fails where there is a mark. A mark has a name that no other ever has. So of those who see that one is stale each
 * may remove it, and nobody can thereby remove the mark of who has taken the lock meanwhile.
 *
 * @example const unlock = await takeLock('/home/mia/.config/qp/tokens.json.lock')
 */
export async function takeLock(
  lock: string,
  { patience = 5_000, pause = 10, stale = 10_000 }: LockTimes = {},
): Promise<() => Promise<void>> {
  const mark = randomUUID()
  const staged = `${lock}.${mark}`
  const end = performance.now() + patience
  await mkdir(staged, { mode: 0o700 })
  try {
    await writeFile(join(staged, mark), '', { mode: 0o600 })
    while (!(await hasMoved(staged, lock))) {
      if (performance.now() > end) throw isHeld(lock)
      await clearStale(lock, stale)
      await sleep(pause)
    }
  } catch (error) {
    await rm(staged, { recursive: true, force: true })
    throw error
  }
  return () => removeMark(lock, mark)
}

/** False where another has it. Windows puts no folder in the place of an empty one either, and says EPERM of both. */
async function hasMoved(staged: string, lock: string): Promise<boolean> {
  try {
    await rename(staged, lock)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/^(ENOTEMPTY|EEXIST|ENOTDIR|EPERM|EACCES|EBUSY)$/.test(code)) return false
    throw error
  }
}

/** Whatever is gone meanwhile was somebody else's to remove. */
async function clearStale(lock: string, stale: number): Promise<void> {
  const [mark] = await readdir(lock).catch(() => [])
  if (mark === undefined) return removeEmpty(lock)
  const since = (await stat(join(lock, mark)).catch(() => undefined))?.mtimeMs ?? Date.now()
  if (Date.now() - since > stale) await removeMark(lock, mark)
}

async function removeMark(lock: string, mark: string): Promise<void> {
  await rm(join(lock, mark), { force: true })
  await removeEmpty(lock)
}

/** Where the next has moved in, it is not empty, and stays. */
async function removeEmpty(lock: string): Promise<void> {
  await rmdir(lock).catch(() => undefined)
}

function isHeld(lock: string): UserError {
  const hint = `If no other qp runs, remove ${lock}.`
  return new UserError(`another qp holds ${lock}.`, { code: 'file_locked', hint })
}
