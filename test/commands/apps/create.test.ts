import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import AppsCreate from '../../../src/commands/apps/create.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anApp } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(AppsCreate, 'apps:create', [
  {
    argv: ['blog', 'shop'],
    stderr: 'Error: Unexpected argument: shop\nAdd --help to see what it takes.\n',
  },
])

testAnswers(AppsCreate, 'apps:create', [
  {
    argv: ['blog'],
    stub: (api) => api.post('/apps', { name: 'blog' }).reply(201, anApp()),
    stdout: 'http://blog.localhost:8080/ | http://qp.test/blog.git\n',
    stderr: 'Creating blog... done\n',
  },
  {
    name: 'lets the controller name it',
    argv: [],
    stub: (api) => api.post('/apps', {}).reply(201, anApp({ name: 'calm-lake-12' })),
    stdout: 'http://calm-lake-12.localhost:8080/ | http://qp.test/calm-lake-12.git\n',
    stderr: 'Creating app... done, calm-lake-12\n',
  },
  {
    name: 'takes the name by --app, as heroku does',
    argv: ['--app', 'blog'],
    stub: (api) => api.post('/apps', { name: 'blog' }).reply(201, anApp()),
    stdout: 'http://blog.localhost:8080/ | http://qp.test/blog.git\n',
    stderr: 'Creating blog... done\n',
  },
  {
    name: 'sets its buildpack',
    argv: ['blog', '-b', 'heroku/nodejs'],
    stub: (api) => {
      api.post('/apps', { name: 'blog' }).reply(201, anApp())
      api
        .put('/apps/blog/buildpack-installations', { updates: [{ buildpack: 'heroku/nodejs' }] })
        .reply(200, [])
    },
    stdout: 'http://blog.localhost:8080/ | http://qp.test/blog.git\n',
    stderr: 'Creating blog... done\nSetting the buildpack of blog to heroku/nodejs... done\n',
  },
  {
    name: 'builds on the stack that was asked for',
    argv: ['-s', 'container', '--no-remote'],
    stub: (api) => api.post('/apps', { stack: 'container' }).reply(201, anApp()),
    stdout: 'http://blog.localhost:8080/ | http://qp.test/blog.git\n',
    stderr: 'Creating app... done, blog\n',
  },
  {
    name: 'says which name is taken',
    argv: ['blog', '--json'],
    stub: (api) =>
      api.post('/apps').reply(422, { id: 'invalid_params', message: 'Name blog is already taken' }),
    stdout:
      '{\n  "error": {\n    "code": "invalid_params",\n    "message": "Name blog is already taken",\n    "status": 422\n  }\n}\n',
    stderr: 'Creating blog... failed\n',
    exitCode: 1,
  },
])

test('qp apps:create adds a git remote in a repository', async (t) => {
  const { place, remotes } = await repository(t)
  stubController(t).post('/apps').reply(201, anApp())
  const result = await runCommand(t, AppsCreate, ['blog'], { place })
  assert.equal(result.stderr, 'Creating blog... done\nGit remote qp added\n')
  assert.deepEqual(remotes(), { qp: 'http://qp.test/blog.git' })
})

test('qp apps:create -r names it', async (t) => {
  const { place, remotes } = await repository(t)
  stubController(t).post('/apps').reply(201, anApp())
  await runCommand(t, AppsCreate, ['blog', '-r', 'staging'], { place })
  assert.deepEqual(remotes(), { staging: 'http://qp.test/blog.git' })
})

test('qp apps:create leaves a remote that is there', async (t) => {
  const { place, remotes, git } = await repository(t)
  git('remote', 'add', 'qp', 'http://qp.test/old.git')
  stubController(t).post('/apps').reply(201, anApp())
  const { stderr } = await runCommand(t, AppsCreate, ['blog'], { place })
  assert.equal(
    stderr,
    'Creating blog... done\nThe git remote qp stays at http://qp.test/old.git. `qp git:remote -a blog` changes it.\n',
  )
  assert.deepEqual(remotes(), { qp: 'http://qp.test/old.git' })
})

test('qp apps:create -n adds none', async (t) => {
  const { place, remotes } = await repository(t)
  stubController(t).post('/apps').reply(201, anApp())
  const { stderr } = await runCommand(t, AppsCreate, ['blog', '-n'], { place })
  assert.equal(stderr, 'Creating blog... done\n')
  assert.deepEqual(remotes(), {})
})

async function repository(t: TestContext) {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  const remotes = () =>
    Object.fromEntries(
      git('remote')
        .split('\n')
        .filter(Boolean)
        .map((name) => [name, git('remote', 'get-url', name).trim()]),
    )
  return { place, git, remotes }
}
