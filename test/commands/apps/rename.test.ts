import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import AppsRename from '../../../src/commands/apps/rename.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anApp } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(AppsRename, 'apps:rename', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nnewname  the new name\nAdd --help to see what it takes.\n',
  },
])

const journal = anApp({ name: 'journal' })

testAnswers(AppsRename, 'apps:rename', [
  {
    argv: ['journal', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog').reply(200, anApp())
      api.patch('/apps/blog', { name: 'journal' }).reply(200, journal)
    },
    stdout: 'http://journal.localhost:8080/ | http://qp.test/journal.git\n',
    stderr: 'Renaming blog to journal... done\n',
  },
  {
    argv: ['journal', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog').reply(200, anApp())
      api.patch('/apps/blog').reply(200, journal)
    },
    stdout: JSON.stringify(journal, null, 2) + '\n',
    stderr: 'Renaming blog to journal... done\n',
  },
])

test('qp apps:rename points the git remotes of the app to its new address, and no other', async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  git('remote', 'add', 'qp', 'http://qp.test/blog.git')
  git('remote', 'add', 'origin', 'http://elsewhere.example/blog.git')
  const api = stubController(t)
  api.get('/apps/blog').reply(200, anApp())
  api.patch('/apps/blog').reply(200, journal)
  const { stderr } = await runCommand(t, AppsRename, ['journal'], { place })
  assert.equal(stderr, 'Renaming blog to journal... done\nGit remote qp updated\n')
  assert.equal(git('remote', 'get-url', 'qp'), 'http://qp.test/journal.git\n')
  assert.equal(git('remote', 'get-url', 'origin'), 'http://elsewhere.example/blog.git\n')
})
