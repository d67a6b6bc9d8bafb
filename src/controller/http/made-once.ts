import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The text of a file that is made where there is none, and stays the same from then on. Readable by its owner alone (0600, a new
 * folder 0700). Written beside and renamed: a disk that is full leaves no half of it to be found by the next start.
 */
export async function madeOnce(path: string, make: () => string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    // Any other reason is no leave to replace it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = make()
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const staged = `${path}.new`
  await writeFile(staged, made, { mode: 0o600 })
  await rename(staged, path)
  return made
}
