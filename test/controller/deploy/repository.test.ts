import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { access, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { extract } from 'tar-stream'
import {
  ensureRepository,
  forgetBrokenPushes,
  forgetObjects,
  keepObjects,
  openSourceTar,
  readRef,
  repositoryPath,
  setRefFrom,
} from '../../../src/controller/deploy/repository.ts'
import { Problem } from '../../../src/controller/domain/problem.ts'
import { readTar } from '../../fixtures/build.ts'
import { createGitWorkTree, gitEnvironment } from '../../fixtures/git-work-tree.ts'
import { exhaustOpenFiles } from '../../fixtures/open-files.ts'

const nothing = '0'.repeat(40)

async function createDataDir(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'qp-repository-test-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

function askGit(path: string, ...args: string[]): string {
  return execFileSync('git', ['--git-dir', path, ...args], { encoding: 'utf8', env: gitEnvironment }).trim()
}

test('a bare repository whose pushes go through our hook', async (t) => {
  const dataDir = await createDataDir(t)
  const path = await ensureRepository(dataDir, 'a1', '/a dir/"hooks"')
  assert.equal(path, join(dataDir, 'repositories', 'a1.git'))
  assert.equal(path, repositoryPath(dataDir, 'a1'))
  const config = Object.fromEntries(
    ['core.bare', 'core.hooksPath', 'http.receivepack', 'receive.denyDeleteCurrent'].map((key) => [
      key,
      askGit(path, 'config', '--local', key),
    ]),
  )
  assert.deepEqual(config, {
    'core.bare': 'true',
    'core.hooksPath': '/a dir/"hooks"',
    'http.receivepack': 'true',
    'receive.denyDeleteCurrent': 'ignore',
  })
  assert.equal(askGit(path, 'symbolic-ref', 'HEAD'), 'refs/heads/main')
})

test('a push that is too large is refused by a sentence, and nothing of it is left', async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  tree.commit({ noise: randomBytes(20_000).toString('hex') })
  const path = await ensureRepository(dataDir, 'a1', '/none', 10_000)
  assert.throws(() => tree.git('push', '--quiet', path, 'main'), /pack exceeds maximum allowed size/)
  assert.deepEqual((await readdir(join(path, 'objects'))).toSorted(), ['info', 'pack'])
  await ensureRepository(dataDir, 'a1', '/none')
  assert.equal(askGit(path, 'config', 'receive.maxInputSize'), String(2 * 1024 ** 3))
  tree.git('push', '--quiet', path, 'main')
})

test('made again it keeps what was pushed, and takes a data dir that has moved', async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  const commit = tree.commit({ 'a.txt': 'a' })
  const path = await ensureRepository(dataDir, 'a1', '/old')
  tree.git('push', '--quiet', path, 'main')
  await ensureRepository(dataDir, 'a1', '/new')
  assert.equal(await readRef({ dataDir, appId: 'a1', env: {} }, 'refs/heads/main'), commit)
  assert.equal(askGit(path, 'config', 'core.hooksPath'), '/new')
})

test('a reader never sees half a configuration', async (t) => {
  const dataDir = await createDataDir(t)
  const path = await ensureRepository(dataDir, 'a1', '/hooks')
  await writeFile(join(path, 'config'), 'to be replaced', { mode: 0o600 })
  const before = execFileSync('stat', ['-c', '%i', join(path, 'config')], { encoding: 'utf8' })
  await Promise.all([1, 2, 3].map(() => ensureRepository(dataDir, 'a1', '/hooks')))
  const after = execFileSync('stat', ['-c', '%i', join(path, 'config')], { encoding: 'utf8' })
  assert.notEqual(after, before, 'the file was written in place')
  assert.equal(askGit(path, 'config', 'core.hooksPath'), '/hooks')
})

test('a ref that is not there is zeros', async (t) => {
  const dataDir = await createDataDir(t)
  await ensureRepository(dataDir, 'a1', '/hooks')
  assert.equal(await readRef({ dataDir, appId: 'a1', env: {} }, 'refs/heads/main'), nothing)
})

test('a tree as a tar: files, programs, links, in the commit that was asked for', async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  tree.commit({ 'a.txt': 'old', 'bin/run me': '#!/bin/sh\n' })
  chmodSync(join(tree.dir, 'bin/run me'), 0o755)
  const commit = tree.commit({})
  tree.commit({ 'a.txt': 'new' })
  const path = await ensureRepository(dataDir, 'a1', '/none')
  tree.git('push', '--quiet', path, 'main')
  const entries = extract()
  openSourceTar({ dataDir, appId: 'a1', env: {} }, commit).pipe(entries)
  const files: Record<string, string> = {}
  for await (const entry of entries) {
    const { name, type, mode = 0 } = entry.header
    const content = await text(entry)
    if (type === 'file') files[name] = `${(mode & 0o100) === 0 ? '' : 'x '}${content}`
  }
  assert.deepEqual(files, { 'a.txt': 'old', 'bin/run me': 'x #!/bin/sh\n' })
})

test('a tree is what a checkout has, whatever its .gitattributes say of archives', async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  const commit = tree.commit({
    '.gitattributes': 'docs export-ignore\nlock.json export-ignore\nversion export-subst\n',
    'docs/a.txt': 'a',
    'lock.json': '{}',
    version: '$Format:%H$',
  })
  tree.git('push', '--quiet', await ensureRepository(dataDir, 'a1', '/none'), 'main')
  const files = await readTar(openSourceTar({ dataDir, appId: 'a1', env: {} }, commit))
  assert.equal(files.get('docs/a.txt'), 'a')
  assert.equal(files.get('lock.json'), '{}')
  assert.equal(files.get('version'), '$Format:%H$')
})

test('a git that can not be started is an error of the stream', async (t) => {
  const dataDir = await createDataDir(t)
  const giveBack = exhaustOpenFiles()
  const tar = openSourceTar({ dataDir, appId: 'a1', env: {} }, nothing)
  giveBack()
  await assert.rejects(tar.toArray(), { code: 'EMFILE' })
})

test('an unknown commit is an error of the stream that names it', async (t) => {
  const dataDir = await createDataDir(t)
  await ensureRepository(dataDir, 'a1', '/none')
  const commit = '1'.repeat(40)
  await assert.rejects(
    openSourceTar({ dataDir, appId: 'a1', env: {} }, commit).toArray(),
    new RegExp(`fatal: not a (valid object name|tree object).*${commit}`),
  )
})

test('of a repository that has lost objects it is said so, and what helps', async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  const commit = tree.commit({ 'a.txt': 'a' })
  const path = await ensureRepository(dataDir, 'a1', '/none')
  tree.git('push', '--quiet', path, 'main')
  for (const [object, said] of [
    ['main:a.txt', /cannot read/],
    ['main^{tree}', /not a tree object/],
  ] as const) {
    const id = askGit(path, 'rev-parse', object)
    await rm(join(path, 'objects', id.slice(0, 2), id.slice(2)))
    await assert.rejects(openSourceTar({ dataDir, appId: 'a1', env: {} }, commit).toArray(), (error) => {
      assert.ok(error instanceof Problem)
      const [what, next] = error.message.split('\n')
      assert.match(what ?? '', /^The controller's git repository of this app has lost objects: /)
      assert.match(what ?? '', said)
      assert.equal(
        next,
        'Whoever runs the controller has to remove repositories/a1.git in its data dir. Then push again.',
      )
      return true
    })
  }
})

test("objects that are not accepted yet are read by git's own variables", async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  const commit = tree.commit({ 'a.txt': 'a' })
  await ensureRepository(dataDir, 'a1', '/none')
  const env = { GIT_ALTERNATE_OBJECT_DIRECTORIES: join(tree.dir, '.git', 'objects') }
  await assert.rejects(openSourceTar({ dataDir, appId: 'a1', env: {} }, commit).toArray())
  assert.ok((await openSourceTar({ dataDir, appId: 'a1', env }, commit).toArray()).length > 0)
})

test('objects of a push outlive the folder that they came in', async (t) => {
  const dataDir = await createDataDir(t)
  const tree = createGitWorkTree(t)
  const loose = tree.commit({ 'a.txt': 'a' })
  const path = await ensureRepository(dataDir, 'a1', '/none')
  const came = join(path, 'objects', 'incoming-1')
  await cp(join(tree.dir, '.git', 'objects'), came, { recursive: true })
  await writeFile(join(came, 'tmp_obj_1'), 'half')
  const repository = { dataDir, appId: 'a1', env: { GIT_QUARANTINE_PATH: came } }
  await keepObjects(repository)
  tree.git('repack', '-a', '-d', '--quiet')
  await cp(join(tree.dir, '.git', 'objects'), came, { recursive: true })
  // As git may have done with some of them by now.
  await keepObjects(repository)
  await forgetObjects({ ...repository, env: { GIT_QUARANTINE_PATH: tree.dir } })
  await forgetObjects(repository)
  await forgetObjects(repository)
  await assert.rejects(access(came), { code: 'ENOENT' })
  await access(tree.dir)
  assert.match(askGit(path, 'count-objects', '-v'), /^count: 3\n.*packs: 1\n.*garbage: 0/s)
  askGit(path, 'fsck', '--strict')
  assert.equal(await setRefFrom(repository, { ref: 'refs/heads/main', before: nothing, after: loose }), true)
  assert.equal(askGit(path, 'rev-parse', 'main'), loose)
  assert.equal(await setRefFrom(repository, { ref: 'refs/heads/main', before: nothing, after: loose }), false)
  await assert.rejects(keepObjects(repository), { code: 'ENOENT' })
})

test('what a killed controller left of pushes is removed, and no object', async (t) => {
  const dataDir = await createDataDir(t)
  await forgetBrokenPushes(dataDir)
  const tree = createGitWorkTree(t)
  tree.commit({ 'a.txt': 'a' })
  const path = await ensureRepository(dataDir, 'a1', '/none')
  tree.git('push', '--quiet', path, 'main')
  const left = ['tmp_objdir-incoming-a1', 'incoming-a2'].map((it) => join(path, 'objects', it))
  for (const folder of left) await cp(join(tree.dir, '.git', 'objects'), folder, { recursive: true })
  await forgetBrokenPushes(dataDir)
  for (const folder of left) await assert.rejects(access(folder), { code: 'ENOENT' })
  askGit(path, 'fsck', '--strict', 'main')
})

test('what could not be put in place leaves no draft', async (t) => {
  const dataDir = await createDataDir(t)
  const path = await ensureRepository(dataDir, 'a1', '/none')
  await rm(join(path, 'config'))
  await mkdir(join(path, 'config', 'in the way'), { recursive: true })
  await assert.rejects(ensureRepository(dataDir, 'a1', '/none'), { code: 'EISDIR' })
  assert.deepEqual(
    (await readdir(path)).filter((it) => it.startsWith('config.')),
    [],
  )
})
