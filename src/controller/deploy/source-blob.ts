import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf, problem } from '../domain/problem.ts'
import { download } from '../receivers/download.ts'
import { createBuildOutput } from './build-output.ts'
import type { TreeSource } from './build-request.ts'
import type { Platform } from './platform.ts'
import { isSigned, signedQuery } from './signed-addresses.ts'
import { openTarball } from './source-tarball.ts'

/** A tar or tar.gz somewhere. */
export interface SourceBlob {
  kind: 'blob'
  /** Of ours, as `sourceAddress` made it, or any other. */
  url: string
  /** What people call it: a commit. */
  version: string | null
  /** "SHA256:…" */
  checksum: string | null
}

/** Bytes. Who sends more fills the disk. */
const mostBytes = 1024 ** 3

/** In ms. What nobody has built by then is removed when the next one comes. */
const keptFor = 24 * 60 * 60 * 1000

/** A place for a source, by path and query of its address: it is put there and built from there without a token. */
export function sourceAddress(platform: Platform): string {
  const path = sourcePath(randomUUID())
  return `${path}?${signedQuery(platform, path)}`
}

/** Keeps what was put there. Throws `not_found` for an address that is none of ours. */
export async function keepSource(
  platform: Platform,
  address: { id: string; until: string; key: string },
  body: Readable,
): Promise<void> {
  if (!isSigned(platform, sourcePath(address.id), address))
    throw problem('not_found', 'No such source, or its address has expired. `POST /sources` gives another.')
  await removeOld(platform)
  await write(platform, address.id, body)
}

/** Fetches it where it is not here yet, and looks what is in it. `close` removes it. */
export async function openSourceBlob(
  platform: Platform,
  blob: SourceBlob,
  { onOutput, signal }: { onOutput: (line: string) => void; signal: AbortSignal },
): Promise<{ source: TreeSource; close: () => Promise<void> }> {
  const id = findOwn(platform, blob.url) ?? (await fetchSource(platform, blob.url, onOutput, signal))
  const path = filePath(platform, id)
  const close = () => rm(path, { force: true })
  try {
    const digest = await digestOf(path)
    checkDigest(blob, digest)
    const openTar = await openTarball(path, signal)
    return { source: { kind: 'tree', commit: blob.version ?? digest, openTar }, close }
  } catch (error) {
    await close()
    throw error
  }
}

function findOwn(platform: Platform, address: string): string | undefined {
  const url = URL.parse(address)
  const [, id] = /^\/sources\/([0-9a-f-]{36})$/.exec(url?.pathname ?? '') ?? []
  const { until = '', key = '' } = Object.fromEntries(url?.searchParams ?? [])
  // By whichever name the controller was asked: the key says that it is ours.
  return id !== undefined && isSigned(platform, sourcePath(id), { until, key }) ? id : undefined
}

async function fetchSource(
  platform: Platform,
  address: string,
  onOutput: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw problem(
      'build_failed',
      `${JSON.stringify(address)} is no address that a source can be fetched from.`,
    )
  createBuildOutput(onOutput).step(`Fetching ${url.origin}${url.pathname}`)
  const id = randomUUID()
  try {
    await write(platform, id, await download(platform.receivers, url, signal))
  } catch (error) {
    signal.throwIfAborted()
    throw problem('build_failed', `The source could not be fetched: ${messageOf(error)}`, { cause: error })
  }
  return id
}

/** In its place at once: what breaks off leaves nothing. */
async function write(platform: Platform, id: string, body: Readable): Promise<void> {
  await mkdir(folder(platform), { recursive: true, mode: 0o700 })
  const draft = `${filePath(platform, id)}.${randomUUID()}`
  try {
    await pipeline(body, limit, createWriteStream(draft, { mode: 0o600 }))
    await rename(draft, filePath(platform, id))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function* limit(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostBytes) throw problem('invalid_params', 'The source is larger than 1 GB.')
    yield chunk
  }
}

async function removeOld(platform: Platform): Promise<void> {
  const before = Date.now() - keptFor
  for (const name of await readdir(folder(platform)).catch(() => [])) {
    const path = join(folder(platform), name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: before }))
    if (mtimeMs < before) await rm(path, { force: true })
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw problem(
      'build_failed',
      'No source was put at this address, or it was built already. Put it there again.',
    )
  }
  return hash.digest('hex')
}

function checkDigest({ checksum }: SourceBlob, digest: string): void {
  if (checksum === null || checksum.toLowerCase() === `sha256:${digest}`) return
  throw problem('build_failed', `The source's checksum is SHA256:${digest}, and ${checksum} was expected.`)
}

function sourcePath(id: string): string {
  return `/sources/${id}`
}

function folder({ settings }: Platform): string {
  return join(settings.dataDir, 'sources')
}

function filePath(platform: Platform, id: string): string {
  return join(folder(platform), id)
}
