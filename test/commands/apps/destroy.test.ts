import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import AppsDestroy from '../../../src/commands/apps/destroy.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { anApp } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { fakeTerminal } from '../../fixtures/terminal.ts'

testAnswers(AppsDestroy, 'apps:destroy', [
  {
    name: 'needs --confirm where nobody can be asked',
    argv: ['blog'],
    stub: (api) => api.get('/apps/blog').reply(200, anApp()),
    stderr: 'Error: This will delete blog for good. To proceed, add --confirm blog.\n',
    exitCode: 2,
  },
  {
    name: 'wants the right name',
    argv: ['blog', '-c', 'shop'],
    stub: (api) => api.get('/apps/blog').reply(200, anApp()),
    stderr: 'Error: Confirmation shop did not match blog. Aborted.\n',
    exitCode: 1,
  },
  {
    name: 'destroys',
    argv: ['-a', 'blog', '--confirm', 'blog'],
    stub: (api) => {
      api.get('/apps/blog').reply(200, anApp())
      api.delete('/apps/blog').reply(200, anApp())
    },
    stderr: 'Destroying blog... done\n',
  },
  {
    name: 'tells what is gone',
    argv: ['-a', 'blog', '--confirm', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog').reply(200, anApp())
      api.delete('/apps/blog').reply(200, anApp())
    },
    stdout: `${JSON.stringify(anApp(), null, 2)}\n`,
    stderr: 'Destroying blog... done\n',
  },
  {
    name: 'knows before it asks that there is no such app',
    argv: ['blog'],
    stub: (api) => api.get('/apps/blog').reply(404, { id: 'not_found', message: 'no such app: blog.' }),
    stderr: 'Error: no such app: blog.\n',
    exitCode: 1,
  },
])

test('qp apps:destroy asks for the name in a terminal', async (t) => {
  const api = stubController(t)
  api.get('/apps/blog').reply(200, anApp())
  api.delete('/apps/blog').reply(200, anApp())
  const terminal = fakeTerminal({ isTTY: { stdin: true, stderr: true } })
  terminal.stdin.write('blog\n')
  const { exitCode, stderr } = await runCommand(t, AppsDestroy, ['blog'], { terminal })
  assert.match(stderr, /WARNING: This will delete blog for good\.\n ▸ {4}To proceed, type blog/)
  assert.match(stderr, /Destroying blog\.\.\. done\n$/)
  assert.equal(exitCode, 0)
})

test('qp apps:destroy removes the git remotes that led to it', async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  git('remote', 'add', 'qp', 'http://qp.test/blog.git')
  git('remote', 'add', 'origin', 'http://elsewhere.test/blog.git')
  const api = stubController(t)
  api.get('/apps/blog').reply(200, anApp())
  api.delete('/apps/blog').reply(200, anApp())
  await runCommand(t, AppsDestroy, ['--confirm', 'blog'], { place })
  assert.equal(git('remote'), 'origin\n')
})
