import { posix } from 'node:path'
import type { Controller } from '../../api-client/controller.ts'
import { ApiError, UserError } from '../errors.ts'
import { readTarEntries } from './tar-entries.ts'

/** Where paths of a copy lead: a dyno of an app. */
export interface DynoFiles {
  api: Controller
  app: string
  dyno: string
}

export interface RemotePath {
  kind: 'folder' | 'file' | 'absent'
  /** Behind the links that the path may have led through. */
  path: string
}

/** As many links as Linux follows (path_resolution(7)). */
const mostLinks = 40

/** What is at a path of a dyno, slashes behind it left out. A link stands for what it leads to. */
export async function findRemotePath(files: DynoFiles, path: string): Promise<RemotePath> {
  let at = path.replace(/\/\.?$/, '') || '/'
  for (let hops = 0; hops < mostLinks; hops += 1) {
    const entry = await findFirstEntry(files, at)
    if (entry?.type !== 'symlink') return { kind: kindOf(entry?.type), path: at }
    at = posix.resolve(posix.dirname(at), entry.linkname)
  }
  throw new UserError(`too many links behind ${files.dyno}:${path}.`, { code: 'too_many_links' })
}

/** The path of what is to be read: with a slash behind it, the engine follows a link by itself. */
export async function followLinks(files: DynoFiles, path: string): Promise<string> {
  return /\/\.?$/.test(path) ? path : (await findRemotePath(files, path)).path
}

function kindOf(type: string | undefined): RemotePath['kind'] {
  if (type === undefined) return 'absent'
  return type === 'directory' ? 'folder' : 'file'
}

/** The rest of the tar is not waited for. */
async function findFirstEntry(
  { api, app, dyno }: DynoFiles,
  path: string,
): Promise<{ type: string; linkname: string } | undefined> {
  try {
    const tar = await api.dynos.readArchive(app, dyno, path)
    for await (const { header } of readTarEntries(tar))
      return { type: header.type ?? 'file', linkname: header.linkname ?? '' }
    return undefined
  } catch (error) {
    if (error instanceof ApiError && error.code === 'no_such_file') return undefined
    throw error
  }
}
