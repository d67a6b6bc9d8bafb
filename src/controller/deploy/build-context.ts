import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pack } from 'tar-stream'
import { parseDockerIgnore } from '../domain/docker-ignore.ts'
import { readTarEntries } from './tar-entries.ts'

/** What a Dockerfile's COPY sees: the source without what `.dockerignore` names. The Dockerfile itself is always there. */
export function createBuildContext(
  tar: Readable,
  dockerIgnore: string | undefined,
  dockerfile: string,
): Readable {
  if (dockerIgnore === undefined) return tar
  const isIgnored = parseDockerIgnore(dockerIgnore)
  const kept = pack()
  copyEntries(tar, kept, (path) => path === dockerfile || !isIgnored(path)).catch((error) =>
    kept.destroy(error),
  )
  return Readable.from(kept)
}

async function copyEntries(
  tar: Readable,
  kept: ReturnType<typeof pack>,
  isKept: (path: string) => boolean,
): Promise<void> {
  for await (const entry of readTarEntries(tar)) {
    const { header } = entry
    if (isKept(header.name)) await pipeline(entry, kept.entry(header))
    else entry.resume()
  }
  kept.finalize()
}
