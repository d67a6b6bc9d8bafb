import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ensureRepository } from '../../../src/controller/deploy/repository.ts'
import { listSubmodules } from '../../../src/controller/deploy/submodules.ts'
import { createGitWorkTree, type GitWorkTree } from '../../fixtures/git-work-tree.ts'

test('a source without any has none', async (t) => {
  const { tree, list } = await createRepository(t)
  assert.deepEqual(await list(tree.commit({ 'a.txt': 'a' })), [])
})

test('each that .gitmodules and the tree name, at the commit of that tree', async (t) => {
  const { tree, list } = await createRepository(t)
  const one = pin(tree, 'lib/one [1]')
  const two = pin(tree, 'two')
  pin(tree, 'unnamed')
  const commit = tree.commit({
    '.gitmodules': `${entry('x.y "z', 'lib/one [1]', 'https://example.com/one.git')}${entry('two', 'two', 'git@example.com:two.git')}${entry('gone', 'gone', 'https://example.com/gone')}`,
  })
  assert.deepEqual(await list(commit), [
    { path: 'lib/one [1]', url: 'https://example.com/one.git', commit: one },
    { path: 'two', url: 'git@example.com:two.git', commit: two },
  ])
})

for (const url of ['../other.git', './other', '/srv/other']) {
  test(`an address that only the pusher could resolve is refused: ${url}`, async (t) => {
    const { tree, list } = await createRepository(t)
    pin(tree, 'lib')
    const commit = tree.commit({ '.gitmodules': entry('lib', 'lib', url) })
    await assert.rejects(list(commit), { id: 'build_failed', message: /^The submodule lib is at / })
  })
}

async function createRepository(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'qp-submodules-test-'))
  t.after(() => rm(dataDir, { recursive: true }))
  const tree = createGitWorkTree(t)
  const path = await ensureRepository(dataDir, 'a1', '/none')
  return {
    tree,
    async list(commit: string) {
      tree.git('push', '--quiet', path, 'main')
      return listSubmodules({ dataDir, appId: 'a1', env: {} }, commit)
    },
  }
}

/** Makes a repository in the tree, which git then takes for a submodule, and gives its commit. */
function pin(tree: GitWorkTree, path: string): string {
  tree.git('init', '--quiet', path)
  const inside = ['-C', path]
  tree.git(...inside, 'commit', '--quiet', '--allow-empty', '--message', 'A change')
  return tree.git(...inside, 'rev-parse', 'HEAD')
}

const entry = (name: string, path: string, url: string) =>
  `[submodule ${JSON.stringify(name)}]\n\tpath = ${path}\n\turl = ${url}\n`
