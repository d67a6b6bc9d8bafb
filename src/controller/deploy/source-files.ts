import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { readTarEntries } from './tar-entries.ts'

/** The files that say how to build, by name, where the source has them at its root. */
export type SourceFiles = ReadonlyMap<string, string>

/** Bytes; more than anybody writes by hand. */
const maximumSize = 1024 * 1024

const wanted = new Set(['.buildpacks', '.dockerignore', 'Dockerfile', 'Procfile', 'heroku.yml'])

/** Reads the source once, for those that say how to build or for others; the tar of a tree is made anew for the build. */
export async function readSourceFiles(
  tar: Readable,
  signal: AbortSignal,
  names: ReadonlySet<string> = wanted,
): Promise<SourceFiles> {
  const files = new Map<string, string>()
  for await (const entry of readTarEntries(tar)) {
    signal.throwIfAborted()
    const name = entry.header.name.replace(/^\.\//, '')
    const isRead = entry.header.type === 'file' && names.has(name) && (entry.header.size ?? 0) <= maximumSize
    if (isRead) files.set(name, await text(entry))
    else entry.resume()
  }
  return files
}
