import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { fileProblem, hasCode } from './file-problem.ts'
import { type DynoFiles, followLinks } from './remote-path.ts'
import type { CopyTally } from './tally.ts'
import { unpackFiles } from './unpack-files.ts'

export interface CopyFromDyno extends DynoFiles {
  /** In the dyno, absolute. */
  from: string
  /** Here. */
  to: string
  /** Where `from` is a link, what it leads to is copied. */
  isFollowed: boolean
  /** Nothing may be there yet, not even a folder to take it. */
  isNew: boolean
  cwd: string
  tally: CopyTally
}

/** Copies a file or folder of a dyno to here, to where `docker cp` would. */
export async function copyFromDyno(copy: CopyFromDyno): Promise<void> {
  const { api, app, dyno, to, cwd, tally } = copy
  const from = copy.isFollowed ? await followLinks(copy, copy.from) : copy.from
  const tar = await api.dynos.readArchive(app, dyno, from)
  try {
    await unpackFiles({
      tar,
      place: (first) => choosePlace(copy, resolve(cwd, to), first),
      onEntry: tally.add,
    })
  } finally {
    tar.destroy()
  }
}

/**
 * Into a folder that is there, under its own name; the contents (`…/.`) of a folder go right into it. Under another name
 * where there is nothing yet: a file that is named here is never overwritten. A device, such as /dev/null, is written to.
 */
async function choosePlace(
  { from, to, isNew, isFollowed }: CopyFromDyno,
  path: string,
  first: { isFolder: boolean; name: string },
): Promise<string> {
  const found = await findKind(path)
  const name = isFollowed ? basename(from) : first.name
  if (found && isNew) throw hereAlready(to)
  if (found === 'folder') return first.name === '.' ? realpath(path) : join(await realpath(path), name)
  if (found && first.isFolder)
    throw new UserError(`${to} is a file here; a folder can't take its place.`, { code: 'in_the_way' })
  if (!first.isFolder && to.endsWith('/'))
    throw new UserError(`no such folder: ${to}.`, { code: 'no_such_folder', hint: 'Make it with mkdir.' })
  if (found === 'file') throw hereAlready(to)
  if (found === 'device') return realpath(path)
  const parent = dirname(path)
  if ((await findKind(parent)) !== 'folder')
    throw new UserError(`no such folder: ${parent}.`, { code: 'no_such_folder', hint: 'Make it with mkdir.' })
  return join(await realpath(parent), basename(path))
}

function hereAlready(to: string): UserError {
  return new UserError(`${to} is here already.`, {
    code: 'in_the_way',
    hint: 'Move it away, or copy to another name.',
  })
}

async function findKind(path: string): Promise<'folder' | 'file' | 'device' | undefined> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return 'folder'
    return found.isFile() ? 'file' : 'device'
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined
    throw fileProblem(error, `look at ${path}`)
  }
}
