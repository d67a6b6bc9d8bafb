import { createReadStream, type Stats } from 'node:fs'
import { lstat, readdir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { UserError } from '../errors.ts'
import { fileProblem } from './file-problem.ts'

export interface PackOptions {
  /** A file or folder here. */
  path: string
  /** What it is called in the tar; `.` leaves the folder itself out, and only what is in it goes in. */
  name: string
  /** Where `path` is a link: take what it leads to. Links below it are always packed as links. */
  isRootFollowed: boolean
  /** Told of each thing that goes in, or that can't. */
  onEntry: (entry: { path: string; bytes: number; isSkipped: boolean }) => void
}

/** A file or folder as a tar, read at the tar's pace. Modes and times are kept; whose it was is not. */
export function packFiles(options: PackOptions): Readable {
  const tar = pack()
  const { path, name } = options
  const work = async () => {
    const stats = await (options.isRootFollowed ? stat : lstat)(path)
    await packEntry(tar, { path, name, stats }, options)
    tar.finalize()
  }
  work().catch((error: unknown) => tar.destroy(fileProblem(error, `read ${path}`) as Error))
  return Readable.from(tar)
}

interface Item {
  path: string
  name: string
  stats: Stats
}

async function packEntry(tar: Pack, { path, name, stats }: Item, options: PackOptions): Promise<void> {
  const header = { name, mode: stats.mode & 0o7777, mtime: stats.mtime }
  const isPacked = stats.isFile() || stats.isDirectory() || stats.isSymbolicLink()
  if (name !== '.') options.onEntry({ path, bytes: stats.isFile() ? stats.size : 0, isSkipped: !isPacked })
  if (stats.isFile()) return packFile(tar, header, path, stats.size)
  if (stats.isSymbolicLink())
    return finish(tar.entry({ ...header, type: 'symlink', linkname: await readlink(path) }))
  if (!stats.isDirectory()) return
  if (name !== '.') await finish(tar.entry({ ...header, name: `${name}/`, type: 'directory' }))
  for (const child of (await readdir(path)).sort()) {
    const item = { path: join(path, child), name: name === '.' ? child : `${name}/${child}` }
    await packEntry(tar, { ...item, stats: await lstat(item.path) }, options)
  }
}

/** As long as it was when it was looked at: what is appended meanwhile, as to a log, is not part of it. */
async function packFile(
  tar: Pack,
  header: { name: string; mode: number; mtime: Date },
  path: string,
  size: number,
): Promise<void> {
  const entry = tar.entry({ ...header, size })
  if (size === 0) return finish(entry)
  await pipeline(readWhole(path, size), entry)
}

async function* readWhole(path: string, size: number): AsyncGenerator<unknown> {
  const content = createReadStream(path, { end: size - 1 })
  try {
    yield* content
  } catch (error) {
    throw fileProblem(error, `read ${path}`)
  }
  if (content.bytesRead < size)
    throw new UserError(`${path} became shorter while it was read.`, { code: 'file_changed' })
}

/** What has no content is waited for too, or a tree of folders alone would be held whole. */
async function finish(entry: ReturnType<Pack['entry']>): Promise<void> {
  await pipeline(Readable.from([]), entry)
}
