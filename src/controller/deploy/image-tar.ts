import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type Header, type Pack, pack } from 'tar-stream'
import { Problem, problem } from '../domain/problem.ts'
import { readTarEntries } from './tar-entries.ts'

/**
 * A tar of one image, as `docker save` writes it, with another name in it. An engine that loads a tar gives the image every name that the
 * tar asks for, also names that mean something to it already, so none of them is left. Fails with `invalid_params` where it is no such tar.
 *
 * Docker reads the names in manifest.json, or else in `repositories`; with containerd's store in index.json (moby:
 * image/tarexport/load.go, daemon/containerd/image_exporter.go).
 */
export function renameImageTar(tar: Readable, name: string): Readable {
  // It may break before anybody reads; whoever then does sees it.
  tar.on('error', () => {})
  return Readable.from(readRenamed(tar, name))
}

async function* readRenamed(tar: Readable, name: string): AsyncGenerator<unknown> {
  const renamed = pack()
  copy(tar, renamed, name).catch((error: Error) => renamed.destroy(error))
  try {
    yield* renamed
  } catch (error) {
    throw error instanceof Problem ? error : noImage(error)
  }
}

const allowed = new Set<Header['type']>(['file', 'contiguous-file', 'directory', 'symlink', 'link'])

/** Bytes of a manifest. An image of a hundred layers needs twenty thousand. */
const mostBytes = 1024 * 1024

async function copy(tar: Readable, renamed: Pack, name: string): Promise<void> {
  let hasManifest = false
  for await (const entry of readTarEntries(tar)) {
    const { pax: _, ...header } = entry.header
    const path = header.name.replace(/^(\.\/)+/, '')
    if (path === 'manifest.json') {
      hasManifest = true
      addFile(renamed, path, renameManifest(await readSmall(entry, header), name))
    } else if (path === 'index.json')
      addFile(renamed, path, renameIndex(await readSmall(entry, header), name))
    else if (path === 'repositories' || !allowed.has(header.type)) entry.resume()
    else await pipeline(entry, renamed.entry({ ...header, name: path }))
  }
  if (!hasManifest) throw noImage()
  renamed.finalize()
}

function addFile(tar: Pack, name: string, content: unknown): void {
  tar.entry({ name, mode: 0o644 }, JSON.stringify(content))
}

async function readSmall(entry: AsyncIterable<unknown>, { size = 0 }: Header): Promise<unknown> {
  if (size > mostBytes) throw noImage()
  try {
    return JSON.parse(await text(entry as AsyncIterable<string>))
  } catch (cause) {
    throw noImage(cause)
  }
}

function renameManifest(manifest: unknown, name: string): unknown {
  const [image, ...others] = Array.isArray(manifest) ? (manifest as object[]) : []
  if (!image || others.length > 0) throw noImage()
  return [{ ...image, RepoTags: [name] }]
}

function renameIndex(index: unknown, name: string): unknown {
  const { manifests = [], ...rest } = index as { manifests?: { annotations?: object }[] }
  const tag = name.slice(name.lastIndexOf(':') + 1)
  const annotations = {
    'io.containerd.image.name': `docker.io/${name}`,
    'org.opencontainers.image.ref.name': tag,
  }
  return { ...rest, manifests: manifests.map((it) => ({ ...it, annotations })) }
}

function noImage(cause?: unknown) {
  return problem('invalid_params', 'This is no tar of one image, as `docker save IMAGE` writes it.', {
    cause,
  })
}
