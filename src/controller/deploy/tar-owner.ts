import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Extract, type Header, type Pack, pack } from 'tar-stream'
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
 * that it is unpacked in. Nothing is read before the first read; where it is let go of, the tar is too, and is not destroyed.
 */
export function ownTar(tar: Readable, owner: TarOwner): Readable {
  // It may break before anybody reads; whoever then does sees it.
  tar.on('error', () => {})
  const owned = pack()
  let entries: Extract | undefined
  const start = () => {
    owned.on('data', (chunk) => {
      if (!output.push(chunk)) owned.pause()
    })
    owned.on('end', () => output.push(null))
    owned.on('error', (error) => output.destroy(describeBroken(error)))
    entries = readTarEntries(tar)
    copyOwned(entries, owned, owner).catch((error: Error) => owned.destroy(error))
  }
  const output = new Readable({
    read: () => (entries ? void owned.resume() : start()),
    destroy(error, done) {
      entries?.destroy()
      owned.destroy()
      done(error)
    },
  })
  return output
}

async function copyOwned(entries: Extract, owned: Pack, { uid, gid }: TarOwner): Promise<void> {
  for await (const entry of entries) {
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
