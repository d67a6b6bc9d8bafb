import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Header, type Pack, pack } from 'tar-stream'
import { messageOf, Problem, problem } from '../domain/problem.ts'
import { readTarEntries } from './tar-entries.ts'

export interface TarOwner {
  uid: number
  gid: number
}

/** The engine would make device nodes too, as root. */
const allowed = new Set<Header['type']>(['file', 'contiguous-file', 'directory', 'symlink', 'link'])

/**
 * The same tar, all of it owned by one user; with nothing in it but files, folders and links, and without the folder itself
 * that it is unpacked in. Nothing is read before the first read.
 */
export function ownTar(tar: Readable, owner: TarOwner): Readable {
  // It may break before anybody reads; whoever then does sees it.
  tar.on('error', () => {})
  return Readable.from(readOwned(tar, owner))
}

async function* readOwned(tar: Readable, owner: TarOwner): AsyncGenerator<unknown> {
  const owned = pack()
  copyOwned(tar, owned, owner).catch((error: Error) => owned.destroy(error))
  try {
    yield* owned
  } catch (error) {
    throw describeBroken(error)
  }
}

async function copyOwned(tar: Readable, owned: Pack, { uid, gid }: TarOwner): Promise<void> {
  for await (const entry of readTarEntries(tar)) {
    const { header } = entry
    if (!allowed.has(header.type))
      throw problem('invalid_params', `${header.name} in the tar is no file, folder or link.`)
    const { uname, gname, pax, ...kept } = header
    if (/^(\.?\/)*\.?$/.test(header.name)) entry.resume()
    else await pipeline(entry, owned.entry({ ...kept, uid, gid }))
  }
  owned.finalize()
}

function describeBroken(error: unknown): Problem {
  if (error instanceof Problem) return error
  return problem('invalid_params', `The tar can't be read: ${messageOf(error)}.`, { cause: error })
}
