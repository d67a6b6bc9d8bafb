import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { cloneApp } from '../../src/lib/clone-app.ts'
import { surroundingsOf } from '../fixtures/run-command.ts'
import { tempDir } from '../fixtures/temp-dir.ts'

/** A bare repository, and a place to clone it to. */
async function prepare(t: TestContext, branch?: string) {
  const cwd = await tempDir(t)
  const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
  const url = join(cwd, 'blog.git')
  git('init', '-q', '--bare', '--initial-branch=main', url)
  if (branch !== undefined) {
    git('init', '-q', `--initial-branch=${branch}`, 'work')
    await writeFile(join(cwd, 'work/file'), 'hello')
    const inWork = ['-C', 'work', '-c', 'user.name=a', '-c', 'user.email=a@b']
    git(...inWork, 'add', '.')
    git(...inWork, 'commit', '-q', '-m', 'One')
    git('-C', 'work', 'push', '-q', url, branch)
  }
  const surroundings = surroundingsOf({
    cwd,
    env: { ...process.env, GIT_CONFIG_GLOBAL: join(cwd, 'config') },
  })
  const clone = (directory: string) =>
    cloneApp(surroundings, { url, remote: 'qp', directory, controllerUrl: 'http://qp.test' })
  return { cwd, git, clone }
}

for (const branch of ['main', 'master', 'trunk']) {
  test(`the branch ${branch} is checked out, and follows its remote`, async (t) => {
    const { cwd, git, clone } = await prepare(t, branch)
    assert.equal(await clone('copy'), branch)
    assert.ok(existsSync(join(cwd, 'copy/file')))
    assert.equal(git('-C', 'copy', 'rev-parse', '--abbrev-ref', '@{upstream}'), `qp/${branch}`)
    assert.match(
      git('-C', 'copy', 'config', '--get-all', 'credential.http://qp.test.helper'),
      /git:credentials/,
    )
  })
}

test('where nothing was pushed there is a repository with a remote', async (t) => {
  const { git, clone } = await prepare(t)
  assert.equal(await clone('copy'), undefined)
  assert.equal(git('-C', 'copy', 'remote'), 'qp')
})

test('a folder with something in it is left alone; what fails leaves nothing', async (t) => {
  const { cwd, clone } = await prepare(t, 'main')
  await mkdir(join(cwd, 'full'))
  await writeFile(join(cwd, 'full/mine'), '')
  await assert.rejects(clone('full'), { code: 'directory_not_empty' })
  assert.ok(existsSync(join(cwd, 'full/mine')))
  const { cwd: other, clone: cloneOther } = await prepare(t)
  await assert.rejects(
    cloneApp(surroundingsOf({ cwd: other, env: process.env }), {
      url: join(other, 'none.git'),
      remote: 'qp',
      directory: 'copy',
      controllerUrl: 'http://qp.test',
    }),
    { code: 'git_failed' },
  )
  assert.ok(!existsSync(join(other, 'copy')))
  assert.equal(await cloneOther('copy'), undefined)
})
