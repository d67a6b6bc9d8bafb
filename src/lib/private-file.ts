import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { type LockTimes, takeLock } from './file-lock.ts'

/** The text of a file, undefined where there is none. By node:fs: node:fs/promises takes longer to load than to read. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await promisify(readFile)(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Replaces a file as a whole, readable by its owner alone (0600, a new folder 0700). It is written beside and renamed: who
 * reads meanwhile sees the old or the new, and a full disk leaves the old. Never first written and then closed
 * to others, since in between anybody could have opened it.
 */
export async function writePrivately(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const staged = `${path}.${randomUUID()}`
  try {
    await writeFile(staged, text, { mode: 0o600, flag: 'wx' })
    await rename(staged, path)
  } catch (error) {
    await rm(staged, { force: true })
    throw error
  }
}

/**
 * Replaces a file with what `change` makes of it, as writePrivately does, and no other process between reading and writing: two
 * that change it at once both have their way. `change` gets undefined where there is no file; where it gives undefined, the file stays.
 */
export async function changePrivately(
  path: string,
  change: (text: string | undefined) => string | undefined,
  times: LockTimes = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const unlock = await takeLock(`${path}.lock`, times)
  try {
    const text = change(await readIfThere(path))
    if (text !== undefined) await writePrivately(path, text)
  } finally {
    await unlock()
  }
}
