import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import GitRemove from '../../../src/commands/git/remove.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(GitRemove, 'git:remove', [
  { argv: ['qp'], stderr: 'Error: Unexpected argument: qp\nAdd --help to see what it takes.\n' },
])

test("qp git:remove takes each of the app's remotes, and no other", async (t) => {
  const place = await tempPlace(t)
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: place.cwd, env: place.env, encoding: 'utf8' })
  git('init', '-q')
  git('remote', 'add', 'qp', 'http://qp.test/blog.git')
  git('remote', 'add', 'again', 'http://qp.test/blog.git')
  git('remote', 'add', 'staging', 'http://qp.test/blog-staging.git')
  git('remote', 'add', 'origin', 'https://example.com/blog.git')
  stubController(t)
  const { stdout, stderr } = await runCommand(t, GitRemove, ['-a', 'blog', '--json'], { place })
  assertIsJsonAnswer('git:remove', stdout)
  assert.deepEqual(JSON.parse(stdout), { app: 'blog', removed: ['again', 'qp'] })
  assert.equal(stderr, 'removed the git remotes again, qp\n')
  assert.equal(git('remote'), 'origin\nstaging\n')
  const none = await runCommand(t, GitRemove, ['-a', 'blog'], { place })
  assert.deepEqual([none.exitCode, none.stderr], [1, `Error: ${place.cwd} has no git remote for blog.\n`])
})
