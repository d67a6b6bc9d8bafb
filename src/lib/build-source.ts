import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { Controller } from '../api-client/controller.ts'
import type { BuildCreate } from '../api-types/build.ts'
import { UsageError, UserError } from './errors.ts'
import type { Surroundings } from './surroundings.ts'

/** What `builds:create` was told: one of the first four. */
export interface AskedSource {
  image?: string | undefined
  'source-tar'?: string | undefined
  'source-url'?: string | undefined
  dir?: string | undefined
  procfile?: string | undefined
  version?: string | undefined
}

export interface BuildSource {
  /** What to call it. */
  name: string
  /** Sends what must be sent first, and says what to ask for. */
  prepare(
    place: Pick<Surroundings, 'terminal' | 'cwd' | 'env'>,
    api: Pick<Controller, 'builds'>,
    app: string,
  ): Promise<BuildCreate>
}

/** Throws a UsageError unless exactly one source was named. */
export function buildOf(asked: AskedSource): BuildSource {
  const { image, 'source-tar': tar, 'source-url': url, dir, procfile } = asked
  const named = [image, tar, url, dir].filter((it) => it !== undefined)
  const [name] = named
  if (name === undefined || named.length > 1)
    throw new UsageError('Name an image, or one of --source-tar, --source-url and --dir.')
  if (image === undefined && procfile !== undefined)
    throw new UsageError('--procfile is for images: a source has a Procfile in it.')
  const blobOf = (address: string) => ({
    source_blob: { url: address, ...(asked.version === undefined ? {} : { version: asked.version }) },
  })
  return {
    name: name === '-' ? 'the source' : name,
    async prepare(place, api, app) {
      if (image !== undefined) return imageBuild(image, procfile, place.cwd)
      if (url !== undefined) return blobOf(url)
      const source = tar === undefined ? await packDir(place, dir ?? '.') : await openTar(place, tar)
      return blobOf(await api.builds.upload(app, source))
    },
  }
}

async function imageBuild(image: string, procfile: string | undefined, cwd: string): Promise<BuildCreate> {
  const types = procfile === undefined ? await readProcfile(cwd) : await parseTypes(procfile)
  return types === undefined ? { image } : { image, procfile: types }
}

/** As with Deis, a Procfile in this folder counts for an image too. */
async function readProcfile(cwd: string): Promise<Record<string, string> | undefined> {
  const text = await readFile(resolve(cwd, 'Procfile'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { parseProcfile } = await import('../words/procfile.ts')
  return { ...parseProcfile(text) }
}

/** "web: ./serve" or "{web: ./serve, worker: ./work}". */
async function parseTypes(yaml: string): Promise<Record<string, string>> {
  const { parse } = await import('yaml')
  const types: unknown = parseOrUndefined(parse, yaml)
  const entries = typeof types === 'object' && types !== null ? Object.entries(types) : []
  if (entries.length === 0 || entries.some(([, line]) => typeof line !== 'string'))
    throw new UsageError(
      '--procfile is YAML that names process types and what they run: -p "worker: ./work".',
    )
  return Object.fromEntries(entries)
}

function parseOrUndefined(parse: (text: string) => unknown, yaml: string): unknown {
  try {
    return parse(yaml)
  } catch {
    return undefined
  }
}

async function openTar(
  { terminal, cwd }: Pick<Surroundings, 'terminal' | 'cwd'>,
  file: string,
): Promise<Readable> {
  if (file === '-') return terminal.stdin
  const path = resolve(cwd, file)
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile()) return createReadStream(path)
  throw new UserError(`${file} is no file that can be read.`, { code: 'unreadable_file' })
}

async function packDir(place: Pick<Surroundings, 'cwd' | 'env'>, dir: string): Promise<Readable> {
  const { packFolder } = await import('./pack-folder.ts')
  return packFolder({ cwd: resolve(place.cwd, dir), env: place.env })
}
