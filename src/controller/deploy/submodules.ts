import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { problem } from '../domain/problem.ts'
import type { Submodule } from './build-request.ts'
import { type PushedRepository, repositoryPath } from './repository.ts'

const run = promisify(execFile)

/**
 * The submodules that a commit names: what `.gitmodules` says of their addresses, and the tree of their commits (gitmodules(5)). A path
 * that is in only one of the two is none, as for git. Throws `build_failed` for an address that nobody but the pusher could resolve.
 */
export async function listSubmodules(repository: PushedRepository, commit: string): Promise<Submodule[]> {
  const submodules: Submodule[] = []
  for (const { path, url } of await readGitmodules(repository, commit)) {
    const pinned = await readPinnedCommit(repository, commit, path)
    if (pinned === undefined) continue
    if (/^\.{0,2}\//.test(url)) throw problem('build_failed', relativeAddress(path, url))
    submodules.push({ path, url, commit: pinned })
  }
  return submodules
}

const relativeAddress = (path: string, url: string) =>
  `The submodule ${path} is at ${url}, and a build can't know where that is. Give it its whole address in .gitmodules, such as https://….`

async function readGitmodules(repository: PushedRepository, commit: string) {
  const options = ['--blob', `${commit}:.gitmodules`, '-z', '--get-regexp', '^submodule\\..*\\.(path|url)$']
  const text = await git(repository, ['config', ...options]).catch(() => '')
  const found = new Map<string, { path: string; url: string }>()
  for (const [, name = '', key, value = ''] of text.matchAll(
    /submodule\.([^\n]*)\.(path|url)\n([^\0]*)\0/g,
  )) {
    const before = found.get(name) ?? { path: '', url: '' }
    found.set(name, { ...before, ...(key === 'path' ? { path: value } : { url: value }) })
  }
  return [...found.values()].filter((it) => it.path !== '' && it.url !== '')
}

async function readPinnedCommit(repository: PushedRepository, commit: string, path: string) {
  const text = await git(repository, ['ls-tree', '-z', commit, '--', path])
  return /^160000 commit ([0-9a-f]{40,64})\t/.exec(text)?.[1]
}

async function git({ dataDir, appId, env }: PushedRepository, argv: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['--git-dir', repositoryPath(dataDir, appId), ...argv], {
    env: { ...process.env, ...env, GIT_LITERAL_PATHSPECS: '1' },
  })
  return stdout
}
