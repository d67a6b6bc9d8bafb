import { execFile, spawn } from 'node:child_process'
import { access, glob, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { problem } from '../domain/problem.ts'
import { limitSource } from './limited-source.ts'

const run = promisify(execFile)

/** A repository as the hook of a push sees it: `env` holds git's variables for objects that are not accepted yet. */
export interface PushedRepository {
  dataDir: string
  appId: string
  env: Readonly<Record<string, string>>
}

/** Where an app's git repository is. By id, so that a name is free to change. */
export function repositoryPath(dataDir: string, appId: string): string {
  return join(dataDir, 'repositories', `${appId}.git`)
}

/** Bytes of one push, as they come. A pack without end would fill the disk before anybody looks at it. */
const mostPushed = 2 * 1024 ** 3

/**
 * Makes the app's bare repository where it isn't, with the hook through which pushes are built. A push of more than `most` bytes git itself
 * refuses, with a sentence.
 */
export async function ensureRepository(
  dataDir: string,
  appId: string,
  hooksDir: string,
  most: number = mostPushed,
): Promise<string> {
  const path = repositoryPath(dataDir, appId)
  const isThere = await access(join(path, 'HEAD')).then(
    () => true,
    () => false,
  )
  if (!isThere) await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', path])
  const config = [
    ['core.hooksPath', hooksDir],
    ['http.receivepack', 'true'],
    ['receive.denyDeleteCurrent', 'ignore'],
    ['receive.advertisePushOptions', 'false'],
    ['receive.maxInputSize', String(most)],
  ]
  await putInPlace(join(path, 'config'), renderGitConfig(config))
  await mkdir(join(path, 'info'), { recursive: true })
  await putInPlace(join(path, 'info', 'attributes'), checkoutAttributes)
  return path
}

/**
 * A build gets what a checkout would have, as on Heroku: `git archive` by itself leaves out and rewrites what a `.gitattributes` of the source
 * says for releases of a library. This file of a repository counts more than those (gitattributes(5)).
 */
const checkoutAttributes = '* -export-ignore -export-subst\n'

/** At once: another push may be reading the file. What is so already is left alone, and needs no room on the disk. */
async function putInPlace(path: string, content: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === content) return
  const draft = `${path}.${crypto.randomUUID()}`
  try {
    await writeFile(draft, content)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

function renderGitConfig(entries: readonly (readonly string[])[]): string {
  const lines = entries.map(([key = '', value = '']) => {
    const [section, name] = key.split('.')
    return `[${section}]\n\t${name} = ${JSON.stringify(value)}`
  })
  return `[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n${lines.join('\n')}\n`
}

/** The commit that a ref stands at; zeros where there is none, as git writes it. */
export async function readRef({ dataDir, appId, env }: PushedRepository, ref: string): Promise<string> {
  const git = ['--git-dir', repositoryPath(dataDir, appId), 'for-each-ref', '--format=%(objectname)', ref]
  const { stdout } = await run('git', git, { env: { ...process.env, ...env } })
  return stdout.trim() || '0'.repeat(40)
}

/** Whether an object is a commit: an annotated tag of one is not. */
export async function isCommit({ dataDir, appId, env }: PushedRepository, id: string): Promise<boolean> {
  const git = ['--git-dir', repositoryPath(dataDir, appId), 'cat-file', '-t', id]
  const { stdout } = await run('git', git, { env: { ...process.env, ...env } })
  return stdout.trim() === 'commit'
}

/** Sets a ref that stands at `before`, in a repository whose objects are accepted. Returns false where it stands elsewhere. */
export async function setRefFrom(
  repository: Omit<PushedRepository, 'env'>,
  update: { ref: string; before: string; after: string },
): Promise<boolean> {
  if ((await readRef({ ...repository, env: {} }, update.ref)) !== update.before) return false
  await setRef(repository, update)
  return true
}

async function setRef(
  { dataDir, appId }: Omit<PushedRepository, 'env'>,
  { ref, before, after }: { ref: string; before: string; after: string },
): Promise<void> {
  await run('git', ['--git-dir', repositoryPath(dataDir, appId), 'update-ref', ref, after, before])
}

/**
 * Brings the objects of a push that git has not accepted yet to the others, as git itself does once it has (git: tmp-objdir.c): they are in a
 * folder that is lost with the push where that is broken off. Links cost nothing, and git takes them for its own. Fails where the folder is
 * gone.
 */
export async function keepObjects({ dataDir, appId, env }: PushedRepository): Promise<void> {
  const from = env['GIT_QUARANTINE_PATH']
  if (from === undefined) return
  const objects = join(repositoryPath(dataDir, appId), 'objects')
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const files = entries.filter((it) => it.isFile() && !/^tmp_|\.keep$/.test(it.name))
  // The index of a pack last: with it the pack is one that is read.
  const isIndex = (name: string) => Number(name.endsWith('.idx'))
  for (const { parentPath, name } of files.sort((one, other) => isIndex(one.name) - isIndex(other.name))) {
    const path = join(objects, relative(from, parentPath), name)
    await mkdir(dirname(path), { recursive: true })
    await link(join(parentPath, name), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Removes what came with a push that git is done with. A git that is killed leaves it there (since 2.39: a signal's handler must not read folders). */
export async function forgetObjects({ dataDir, appId, env }: PushedRepository): Promise<void> {
  const from = env['GIT_QUARANTINE_PATH'] ?? ''
  if (dirname(resolve(from)) !== join(repositoryPath(dataDir, appId), 'objects')) return
  await rm(from, { recursive: true, force: true })
}

/**
 * Removes what came with pushes that ended with a killed controller, whole packs of them. Only for the start, before the first push: it can't
 * tell them from those that are being received.
 */
export async function forgetBrokenPushes(dataDir: string): Promise<void> {
  const left = glob('*.git/objects/{incoming,tmp_objdir}-*', { cwd: join(dataDir, 'repositories') })
  for await (const folder of left)
    await rm(join(dataDir, 'repositories', folder), { recursive: true, force: true })
}

/** The tree of a commit as a tar. Fails by an error on the stream. */
export function openSourceTar({ dataDir, appId, env }: PushedRepository, commit: string): Readable {
  const git = spawn('git', ['--git-dir', repositoryPath(dataDir, appId), 'archive', '--format=tar', commit], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const tar = limitSource()
  git.on('error', (error) => tar.destroy(error))
  // Where too many files are open Node gives one without pipes, and the error a moment later.
  if (git.pid === undefined) return tar
  let complaint = ''
  git.stderr.on('data', (data) => {
    complaint += data
  })
  git.stdout.pipe(tar, { end: false })
  git.on('close', (code) =>
    code === 0 ? tar.end() : tar.destroy(archiveError(appId, commit, complaint.trim())),
  )
  tar.on('close', () => git.kill())
  return tar
}

/** What git says of objects that are gone or can't be read. It accepts a push that builds upon them, since it looks only at what is new. */
const damage = /not a tree object|invalid object|bad object|(cannot|unable to) (read|unpack)|is corrupt/

function archiveError(appId: string, commit: string, complaint: string): Error {
  const error = new Error(`git archive ${commit}: ${complaint}`)
  if (!damage.test(complaint)) return error
  return problem(
    'conflict',
    `The controller's git repository of this app has lost objects: ${complaint.split('\n').at(-1)}\nWhoever runs the controller has to remove repositories/${appId}.git in its data dir. Then push again.`,
    { cause: error },
  )
}
