import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runGit } from '../../src/lib/git.ts'
import { tempPlace } from '../fixtures/run-command.ts'

test('runGit takes its arguments word for word', async (t) => {
  const place = await tempPlace(t)
  const { stdout } = await runGit(['-c', 'x.y=$(id) "a" \' b', 'config', 'x.y'], place)
  assert.equal(stdout, '$(id) "a" \' b\n')
})

test('runGit gives the exit code; with check it throws what git said', async (t) => {
  const place = await tempPlace(t)
  assert.deepEqual(await runGit(['rev-parse', '--git-dir'], place), { exitCode: 128, stdout: '' })
  await assert.rejects(runGit(['rev-parse', '--git-dir'], { ...place, check: true }), {
    name: 'UserError',
    code: 'git_failed',
    message: /^git rev-parse --git-dir failed: fatal: not a git repository/,
  })
})

test('a missing git is exit code 127', async (t) => {
  const place = await tempPlace(t)
  const env = { PATH: place.folder }
  assert.equal((await runGit(['version'], { ...place, env })).exitCode, 127)
  await assert.rejects(runGit(['version'], { ...place, env, check: true }), /git is not installed/)
})
