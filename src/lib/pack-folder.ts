import { createReadStream, type Stats } from 'node:fs'
import { lstat, readdir, readlink } from 'node:fs/promises'
import { join, posix, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { UserError } from './errors.ts'
import { runGit } from './git.ts'
import type { Surroundings } from './surroundings.ts'

type Place = Pick<Surroundings, 'cwd' | 'env'>

/** What no build wants, where git does not say. */
const leftOut = new Set(['.git', 'node_modules'])

/** A folder as a tar.gz: in a git repository all that git does not ignore, elsewhere all but `.git` and `node_modules`. */
export async function packFolder(place: Place): Promise<Readable> {
  const names = (await listByGit(place)) ?? (await listAll(place.cwd))
  if (names.length === 0)
    throw new UserError(`There is nothing to build in ${place.cwd}.`, { code: 'nothing_to_build' })
  const tar = pack()
  addAll(tar, place.cwd, names).then(
    () => tar.finalize(),
    (error) => tar.destroy(error),
  )
  const packed = createGzip()
  const plain = Readable.from(tar)
  plain.on('error', (error) => packed.destroy(error))
  return plain.pipe(packed)
}

async function listByGit(place: Place): Promise<string[] | undefined> {
  const git = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const { exitCode, stdout } = await runGit(git, place)
  if (exitCode !== 0) return undefined
  return stdout.split('\0').filter((it) => it !== '')
}

async function listAll(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((it) => !it.isDirectory())
    .map((it) => relative(folder, join(it.parentPath, it.name)).split(sep).join(posix.sep))
    .filter((it) => !it.split('/').some((part) => leftOut.has(part)))
}

async function addAll(tar: Pack, folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name)
    // What git knows may have been removed and not been committed.
    const found = await lstat(path).catch(() => undefined)
    if (found?.isSymbolicLink()) await addLink(tar, name, path)
    else if (found?.isFile()) await addFile(tar, name, path, found)
  }
}

async function addLink(tar: Pack, name: string, path: string): Promise<void> {
  await pipeline(Readable.from([]), tar.entry({ name, type: 'symlink', linkname: await readlink(path) }))
}

async function addFile(tar: Pack, name: string, path: string, { mode, size, mtime }: Stats): Promise<void> {
  // Windows knows no mode, and what is built there shall run.
  const isProgram = process.platform === 'win32' || (mode & 0o111) !== 0
  const entry = tar.entry({ name, size, mtime, mode: isProgram ? 0o755 : 0o644 })
  await pipeline(size === 0 ? Readable.from([]) : createReadStream(path, { end: size - 1 }), entry)
}
