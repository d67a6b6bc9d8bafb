import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { UsageError, UserError } from '../errors.ts'

/** An image to be built for a process type. */
export interface ImageJob {
  type: string
  /** Paths, from where `qp` was started. */
  dockerfile: string
  context: string
}

export interface AskedImages {
  types: readonly string[]
  recursive?: boolean
  contextPath?: string | undefined
}

/**
 * Which Dockerfile is built for which process type. Of a type that is named: Dockerfile.TYPE here, or else Dockerfile. Recursively: each
 * Dockerfile.TYPE in this folder and below, or those of them that are named. The folder of the Dockerfile is what it sees.
 */
export async function listImageJobs(
  cwd: string,
  { types, recursive = false, contextPath }: AskedImages,
): Promise<ImageJob[]> {
  if (types.length === 0 && !recursive)
    throw new UsageError('Name the process types to push, such as web, or find them all by --recursive.')
  const jobs = recursive ? await findAll(cwd, types) : types.map((type) => findOne(cwd, type))
  return jobs.map((it) => (contextPath === undefined ? it : { ...it, context: contextPath }))
}

function findOne(cwd: string, type: string): ImageJob {
  const dockerfile = [`Dockerfile.${type}`, 'Dockerfile'].find((it) => existsSync(resolve(cwd, it)))
  if (dockerfile !== undefined) return { type, dockerfile, context: '.' }
  throw new UserError(`There is no Dockerfile.${type} and no Dockerfile in ${cwd}.`, {
    code: 'no_dockerfile',
  })
}

async function findAll(cwd: string, types: readonly string[]): Promise<ImageJob[]> {
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true })
  const jobs = entries
    .filter((it) => it.isFile() && /^Dockerfile\.[\w-]+$/.test(it.name))
    .map((it) => relative(cwd, join(it.parentPath, it.name)))
    .filter((it) => !it.split(/[\\/]/).includes('node_modules'))
    .sort()
    .map((path) => ({
      type: path.slice(path.lastIndexOf('.') + 1),
      dockerfile: path,
      context: dirname(path),
    }))
  const missing = types.find((type) => !jobs.some((it) => it.type === type))
  if (missing !== undefined || jobs.length === 0)
    throw new UserError(`There is no Dockerfile.${missing ?? 'TYPE'} in ${cwd} and below.`, {
      code: 'no_dockerfile',
    })
  const twice = jobs.find((it, index) => jobs.findIndex((other) => other.type === it.type) !== index)
  if (twice)
    throw new UserError(`There are several Dockerfile.${twice.type} in ${cwd} and below.`, {
      code: 'several_dockerfiles',
    })
  return types.length === 0 ? jobs : jobs.filter((it) => types.includes(it.type))
}

/** What an app's image is called on this machine. */
export function localImage(app: string, type: string): string {
  return `qp/${app}:${type}`
}

/** `--arg A=1,B` → words for docker build; a name alone takes its value from the environment. */
export function buildArguments(
  { dockerfile, context }: ImageJob,
  {
    image,
    args = '',
    isCacheless = false,
  }: { image: string; args?: string | undefined; isCacheless?: boolean },
): string[] {
  const given = args.split(',').filter((it) => it !== '')
  return [
    'build',
    ...['--file', dockerfile, '--tag', image],
    ...given.flatMap((it) => ['--build-arg', it]),
    ...(isCacheless ? ['--no-cache'] : []),
    context,
  ]
}
