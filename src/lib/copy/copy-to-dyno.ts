import type { Stats } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import { basename, posix, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { fileProblem, hasCode } from './file-problem.ts'
import { packFiles } from './pack-files.ts'
import { type DynoFiles, findRemotePath } from './remote-path.ts'
import type { CopyTally } from './tally.ts'

export interface CopyToDyno extends DynoFiles {
  /** Here. */
  from: string
  /** In the dyno, absolute. */
  to: string
  cwd: string
  tally: CopyTally
}

/** Copies a file or folder of this machine into a dyno, to where `docker cp` would. */
export async function copyToDyno(copy: CopyToDyno): Promise<void> {
  const { api, app, dyno, from, cwd, tally } = copy
  const path = resolve(cwd, from)
  const isFollowed = from.endsWith('/')
  const found = await findHere(path, from, isFollowed)
  if (isFollowed && !found.isDirectory())
    throw new UserError(`${from} is no folder.`, { code: 'no_such_folder' })
  const isContents = found.isDirectory() && (from === '.' || from.endsWith('/.'))
  const { folder, name } = await choosePlace(copy, found.isDirectory())
  await api.dynos.writeArchive(
    app,
    dyno,
    folder,
    packFiles({
      path,
      name: name ?? (isContents ? '.' : basename(path)),
      isRootFollowed: isFollowed,
      onEntry: tally.add,
    }),
  )
}

async function findHere(path: string, typed: string, isFollowed: boolean): Promise<Stats> {
  try {
    return await (isFollowed ? stat : lstat)(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR')) throw fileProblem(error, `read ${typed}`)
    throw new UserError(`no such file or folder here: ${typed}.`, { code: 'no_such_file' })
  }
}

/** The folder of the dyno that it goes into, and the name that it gets there; without one it keeps its own. */
async function choosePlace(copy: CopyToDyno, isFolder: boolean): Promise<{ folder: string; name?: string }> {
  const { dyno, to } = copy
  const { kind, path } = await findRemotePath(copy, to)
  if (kind === 'folder') return { folder: path }
  if (kind === 'file' && isFolder)
    throw new UserError(`${dyno}:${to} is a file; a folder can't take its place.`, { code: 'in_the_way' })
  if (!isFolder && /\/\.?$/.test(to))
    throw new UserError(`no such folder in ${dyno}: ${to}.`, {
      code: 'no_such_folder',
      hint: `\`qp run:inside ${dyno} mkdir -p ${to}\` makes it.`,
    })
  return { folder: posix.dirname(path), name: posix.basename(path) }
}
