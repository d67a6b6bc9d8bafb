import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Header, pack } from 'tar-stream'
import { messageOf, Problem, problem } from '../domain/problem.ts'
import { readTarEntries } from './tar-entries.ts'

export interface TarOwner {
  uid: number
  gid: number
}

/** The engine would make device nodes too, as root. */
const allowed = new Set<Header['type']>(['file', 'contiguous-file', 'directory', 'symlink', 'link'])

/** The same tar, all of it owned by one user; with nothing in it but files, folders and links. */
export function ownTar(tar: Readable, { uid, gid }: TarOwner): Readable {
  const owned = pack()
  const copy = async () => {
    for await (const entry of readTarEntries(tar)) {
      const { header } = entry
      if (!allowed.has(header.type))
        throw problem('invalid_params', `${header.name} in the tar is no file, folder or link.`)
      const { uname, gname, pax, ...kept } = header
      await pipeline(entry, owned.entry({ ...kept, uid, gid }))
    }
    owned.finalize()
  }
  copy().catch((error: Error) => owned.destroy(error))
  return Readable.from(withBreaksDescribed(owned))
}

async function* withBreaksDescribed(tar: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* tar
  } catch (error) {
    throw describeBroken(error)
  }
}

function describeBroken(error: unknown): Problem {
  if (error instanceof Problem) return error
  return problem('invalid_params', `The tar can't be read: ${messageOf(error)}.`, { cause: error })
}
