import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import GitRemote from '../../../src/commands/git/remote.ts'
import { readProfiles, saveProfile } from '../../../src/lib/profiles.ts'
import { deisToken, deisUrl, stubDeis } from '../../fixtures/deis-requests.ts'
import { aDeisApp, deisSettings } from '../../fixtures/deis-resources.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { anApp } from '../../fixtures/resources.ts'
import { runCommand, stubUrl, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

test('qp git:remote is refused outside of a repository', async (t) => {
  const place = await tempPlace(t)
  stubController(t)
  const result = await runCommand(t, GitRemote, ['-a', 'blog'], { place })
  const stderr = `Error: ${place.cwd} is not in a git repository.\n\`git init\` makes one.\n`
  assert.deepEqual(result, { stdout: '', stderr, exitCode: 1 })
})

test('qp git:remote without an app takes that of the remotes that there are', async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  const api = stubController(t)
  const refused = await runCommand(t, GitRemote, [], { place })
  assert.match(refused.stderr, /^Error: no app named\.\nName one with -a APP/)
  assert.equal(refused.exitCode, 1)
  git('remote', 'add', 'qp', `${stubUrl}/blog.git`)
  for (const argv of [[], ['-r', 'second']]) {
    api.get('/apps/blog').reply(200, anApp())
    const { stderr, exitCode } = await runCommand(t, GitRemote, argv, { place })
    assert.equal(stderr, `set git remote ${argv[1] ?? 'qp'} to http://qp.test/blog.git\n`)
    assert.equal(exitCode, 0)
  }
  assert.equal(git('remote', 'get-url', 'second'), 'http://qp.test/blog.git\n')
})

test('qp git:remote adds a remote, and later points it elsewhere', async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  const api = stubController(t)
  api.get('/apps/blog').reply(200, anApp())
  const added = await runCommand(t, GitRemote, ['-a', 'blog'], { place })
  assert.deepEqual(added, {
    stdout: '',
    stderr: 'set git remote qp to http://qp.test/blog.git\n',
    exitCode: 0,
  })
  api.get('/apps/shop').reply(200, anApp({ name: 'shop' }))
  const changed = await runCommand(t, GitRemote, ['-a', 'shop', '--json'], { place })
  assertIsJsonAnswer('git:remote', changed.stdout)
  assert.deepEqual(JSON.parse(changed.stdout), { app: 'shop', remote: 'qp', url: 'http://qp.test/shop.git' })
  assert.equal(git('remote', 'get-url', 'qp'), 'http://qp.test/shop.git\n')
})

test('qp git:remote --ssh takes the address over SSH, where the controller has one', async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  const api = stubController(t)
  api.get('/apps/blog').reply(200, anApp())
  const refused = await runCommand(t, GitRemote, ['-a', 'blog', '--ssh'], { place })
  assert.equal(
    refused.stderr,
    'Error: http://qp.test serves no git over SSH.\n`qp server --ssh HOST:PORT` serves it.\n',
  )
  api.get('/apps/blog').reply(200, anApp({ ssh_git_url: 'ssh://git@qp.test:2222/blog.git' }))
  await saveProfile(place.configDir, {
    name: 'qp',
    url: stubUrl,
    email: 'mia@example.com',
    isTokenOurs: false,
  })
  await runCommand(t, GitRemote, ['-a', 'blog', '--ssh'], { place })
  assert.equal((await readProfiles(place.configDir)).all[0]?.sshPort, 2222)
  assert.equal(git('remote', 'get-url', 'qp'), 'ssh://git@qp.test:2222/blog.git\n')
})

test("qp git:remote adds the address of Deis's builder, and tells git of no password", async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  stubDeis(t, [
    { method: 'GET', path: '/apps/demo/', answer: aDeisApp() },
    { method: 'GET', path: '/apps/demo/settings/', answer: deisSettings() },
  ])
  const env = { QP_URL: deisUrl, QP_API_KEY: deisToken, QP_DIALECT: 'deis' }
  const { stderr } = await runCommand(t, GitRemote, ['-a', 'demo', '-r', 'legacy'], { place, env })
  const url = 'ssh://git@deis-builder.example.test:2222/demo.git'
  assert.equal(stderr, `set git remote legacy to ${url}\n`)
  assert.equal(git('remote', 'get-url', 'legacy'), `${url}\n`)
  assert.doesNotMatch(git('config', '--list'), /credential/)
})
