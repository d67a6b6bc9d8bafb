import type { Readable } from 'node:stream'
import { type Extract, extract } from 'tar-stream'

/** The entries of a tar, to be iterated; each must be read or resumed. A tar that breaks off is an error, not an end. */
export function readTarEntries(tar: Readable): Extract {
  const entries = extract()
  tar.on('error', (error) => entries.destroy(error))
  entries.on('close', () => tar.destroy())
  tar.pipe(entries)
  return entries
}
