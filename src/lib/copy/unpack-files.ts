import { randomBytes } from 'node:crypto'
import { createWriteStream, type Stats } from 'node:fs'
import { chmod, link, lstat, lutimes, mkdir, rename, rm, symlink, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Extract, Header } from 'tar-stream'
import { UserError } from '../errors.ts'
import { fileProblem, hasCode } from './file-problem.ts'
import { readTarEntries } from './tar-entries.ts'

type Entry = Extract extends AsyncIterable<infer E> ? E : never

export interface UnpackOptions {
  tar: Readable
  /** Decides, by its first entry, where the tar's root goes; what is above that is trusted, and there. */
  place: (first: { isFolder: boolean; name: string }) => Promise<string>
  onEntry: (entry: { path: string; bytes: number; isSkipped: boolean }) => void
}

/**
 * Unpacks what another machine sent. Nothing is written but below the root's place: no name leads out of it, and no link,
 * neither one that is there nor one of the tar. A file replaces a file, as a whole once it is complete; a file and a folder
 * do not replace each other. Modes (without set-user-id and the like) and times are kept; the owner is who runs this.
 */
export async function unpackFiles({ tar, place, onEntry }: UnpackOptions): Promise<void> {
  let tree: Tree | undefined
  try {
    for await (const entry of readTarEntries(tar)) {
      const { header } = entry
      tree ??= openTree(header.name, await place(describeFirst(header)))
      const path = tree.pathOf(header.name)
      const isTaken = await unpackEntry(tree, entry, path)
      onEntry({ path, bytes: header.type === 'file' ? (header.size ?? 0) : 0, isSkipped: !isTaken })
    }
    await tree?.finish()
  } catch (error) {
    throw fileProblem(error, 'write it here')
  }
}

function describeFirst({ type, name }: Header): { isFolder: boolean; name: string } {
  return { isFolder: type === 'directory', name: partsOf(name).at(-1) ?? '.' }
}

function partsOf(name: string): string[] {
  return name.split('/').filter((part) => part !== '' && part !== '.')
}

async function unpackEntry(tree: Tree, entry: Entry, path: string): Promise<boolean> {
  const { type, linkname } = entry.header
  if (type === 'file' || type === 'contiguous-file') {
    await tree.enter(dirname(path))
    await writeFile(entry, path)
    return true
  }
  entry.resume()
  if (type === 'directory') await tree.makeFolder(path, entry.header)
  else if (type === 'symlink') tree.linkLater(path, entry.header)
  else if (type === 'link') await tree.linkFile(path, tree.pathOf(linkname ?? ''))
  else return false
  return true
}

type Tree = ReturnType<typeof openTree>

/** What grows at `place` out of a tar whose first entry is called `root`. */
function openTree(root: string, place: string) {
  const isNamed = partsOf(root).length > 0
  const checked = new Set([dirname(place)])
  const folders: { path: string; header: Header }[] = []
  const links: { path: string; header: Header }[] = []

  /** Every folder on the way is one of its own, not a link to one somewhere else. Makes those that the tar leaves out. */
  const enter = async (folder: string): Promise<void> => {
    if (checked.has(folder)) return
    if (folder !== place) await enter(dirname(folder))
    const found = await findStats(folder)
    if (!found) await mkdir(folder)
    else if (!found.isDirectory()) throw inTheWay(folder, found)
    checked.add(folder)
  }

  return {
    enter,
    pathOf(name: string): string {
      const parts = partsOf(name)
      const below = isNamed ? parts.slice(1) : parts
      if (parts.includes('..') || (isNamed && parts[0] !== partsOf(root)[0]))
        throw new UserError(`the dyno sent a file that belongs elsewhere: ${name}.`, {
          code: 'unsafe_archive',
        })
      return join(place, ...below)
    },
    async makeFolder(path: string, header: Header) {
      const isNew = !(await findStats(path))
      await enter(path)
      if (isNew) folders.push({ path, header })
    },
    linkLater: (path: string, header: Header) => void links.push({ path, header }),
    async linkFile(path: string, to: string) {
      await enter(dirname(to))
      await enter(dirname(path))
      if (!(await findStats(to))?.isFile())
        throw new UserError(`the dyno sent a second name for what is no file: ${to}.`, {
          code: 'unsafe_archive',
        })
      await replace(path, (name) => link(to, name))
    },
    /** Links when all is in its place, so that nothing goes through them; then folders, whose times everything in them has changed. */
    async finish() {
      for (const { path, header } of links) {
        await enter(dirname(path))
        await replace(path, (name) => symlink(header.linkname ?? '', name))
        if (header.mtime) await lutimes(path, header.mtime, header.mtime)
      }
      for (const { path, header } of folders.reverse()) await setTimes(path, header)
    },
  }
}

async function writeFile(entry: Entry, path: string): Promise<void> {
  const found = await findStats(path)
  // A device, such as /dev/null, is written to; in its place a file would be a trap.
  if (found && !found.isFile() && !found.isDirectory() && !found.isSymbolicLink())
    return pipeline(entry, createWriteStream(path))
  await replace(path, async (name) => {
    await pipeline(entry, createWriteStream(name, { flags: 'wx', mode: 0o600 }))
    await setTimes(name, entry.header)
  })
}

/** Makes something under another name and moves it to its place in one step. */
async function replace(path: string, make: (name: string) => Promise<void>): Promise<void> {
  const found = await findStats(path)
  if (found?.isDirectory()) throw inTheWay(path, found)
  const name = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}`)
  try {
    await make(name)
    await rename(name, path)
  } catch (error) {
    await rm(name, { force: true })
    throw error
  }
}

async function setTimes(path: string, { mode, mtime }: Header): Promise<void> {
  if (mode !== undefined) await chmod(path, mode & 0o777)
  if (mtime) await utimes(path, mtime, mtime)
}

async function findStats(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function inTheWay(path: string, found: Stats): UserError {
  const what = found.isDirectory() ? 'a folder' : found.isSymbolicLink() ? 'a link' : 'a file'
  return new UserError(`${path} is ${what} here, and something else in the dyno.`, {
    code: 'in_the_way',
    hint: 'Move it away, or copy to another place.',
  })
}
