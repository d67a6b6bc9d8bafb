import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { Problem, problem } from '../domain/problem.ts'
import { limitSource, mostSourceBytes } from './limited-source.ts'
import { readTarEntries } from './tar-entries.ts'

/**
 * A tar or tar.gz on the disk → how to open the tree in it, as often as needed. Where all of it is in one folder, as code hosts make
 * their tarballs, that folder is the tree. Throws `build_failed` for what is no tar, or more than `most` bytes of it.
 */
export async function openTarball(
  path: string,
  signal: AbortSignal,
  most = mostSourceBytes,
): Promise<() => Readable> {
  const isGzip = (await firstBytes(path)).equals(Buffer.from([0x1f, 0x8b]))
  const openRaw = () => (isGzip ? gunzip(createReadStream(path), most) : createReadStream(path))
  const root = await findRoot(openRaw, signal)
  return root === '' ? openRaw : () => withoutFolder(openRaw(), root)
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function gunzip(file: Readable, most: number): Readable {
  const limited = limitSource(most)
  pipeline(file, createGunzip(), limited).catch((error) => limited.destroy(error))
  return limited
}

/** "repository-1a2b3c/" where all is below it, else "". */
async function findRoot(openRaw: () => Readable, signal: AbortSignal): Promise<string> {
  const tops = new Set<string>()
  let isFolder = false
  try {
    for await (const entry of readTarEntries(openRaw())) {
      signal.throwIfAborted()
      const [top = '', ...rest] = plainName(entry.header.name).split('/')
      // More than one says all that is asked.
      if (top !== '' && tops.size < 2) tops.add(top)
      if (rest.length > 0) isFolder = true
      entry.resume()
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Problem) throw error
    throw problem('build_failed', 'The source is no tar, or it broke off.', { cause: error })
  }
  if (tops.size === 0) throw problem('build_failed', 'The source is an empty tar.')
  const [top = ''] = tops
  return tops.size === 1 && isFolder ? `${top}/` : ''
}

function withoutFolder(raw: Readable, root: string): Readable {
  const tar = pack()
  const repack = async () => {
    for await (const entry of readTarEntries(raw)) {
      // What is said anew would win over the name that is left.
      const { pax: _, ...header } = entry.header
      const name = plainName(header.name).slice(root.length)
      if (name === '') entry.resume()
      else await pipeline(entry, tar.entry({ ...header, name, ...linkWithin(header, root) }))
    }
    tar.finalize()
  }
  repack().catch((error) => tar.destroy(error))
  return Readable.from(tar)
}

/** A hard link names its file from the top; a symbolic one from where it is. */
function linkWithin({ type, linkname }: Header, root: string) {
  return type === 'link' && linkname ? { linkname: plainName(linkname).slice(root.length) } : {}
}

function plainName(name: string): string {
  return name.replace(/^(\.\/)+/, '')
}
