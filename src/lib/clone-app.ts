import { mkdir, readdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UserError } from './errors.ts'
import { runGit } from './git.ts'
import { setGitRemote } from './git-remote.ts'
import { prepareRepository } from './prepare-repository.ts'
import type { Surroundings } from './surroundings.ts'

export interface Clone {
  /** The remote's address, and its name. */
  url: string
  remote: string
  directory: string
  controllerUrl: string
}

/**
 * As `git clone`, with a repository that knows whom to ask for the password before it fetches. Returns the branch that is checked out;
 * undefined where nothing was pushed yet. What fails leaves nothing.
 */
export async function cloneApp(
  surroundings: Surroundings,
  { url, remote, directory, controllerUrl }: Clone,
): Promise<string | undefined> {
  const path = resolve(surroundings.cwd, directory)
  const isNew = (await mkdir(path, { recursive: true })) !== undefined
  if ((await readdir(path)).length > 0)
    throw new UserError(`${directory} is there already and not empty.`, { code: 'directory_not_empty' })
  const inside = { ...surroundings, cwd: path }
  const git = (...args: string[]) => runGit(args, { ...inside, check: true })
  try {
    await git('init', '--quiet')
    await prepareRepository(inside, { controllerUrl, remoteUrl: url })
    await setGitRemote(inside, { name: remote, url })
    await git('fetch', '--quiet', remote)
    const branch = await chooseBranch(git, remote)
    if (branch !== undefined) await git('checkout', '--quiet', '-B', branch, '--track', `${remote}/${branch}`)
    return branch
  } catch (error) {
    await rm(isNew ? path : resolve(path, '.git'), { recursive: true, force: true })
    throw error
  }
}

type Git = (...args: string[]) => Promise<{ stdout: string }>

/** The one that the other side stands on, or else the one that people mean. */
async function chooseBranch(git: Git, remote: string): Promise<string | undefined> {
  const { stdout: heads } = await git('ls-remote', '--symref', remote, 'HEAD')
  const [, head] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(heads) ?? []
  const { stdout } = await git('for-each-ref', '--format=%(refname:lstrip=3)', `refs/remotes/${remote}`)
  const branches = stdout.split('\n').filter((it) => it !== '' && it !== 'HEAD')
  return [head, 'main', 'master', ...branches].find((it) => it !== undefined && branches.includes(it))
}
