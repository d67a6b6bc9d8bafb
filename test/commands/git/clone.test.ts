import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import GitClone from '../../../src/commands/git/clone.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { anApp } from '../../fixtures/resources.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'

testRefusals(GitClone, 'git:clone', [
  { argv: [], stderr: 'Error: no app named. Write it like `qp git:clone -a blog`.\n' },
])

test('qp git:clone makes a folder with the name of the app, or the one that is named', async (t) => {
  const place = await tempPlace(t)
  const url = join(place.cwd, 'there.git')
  execFileSync('git', ['init', '-q', '--bare', url])
  const api = stubController(t)
  api.get('/apps/blog').reply(200, anApp({ git_url: url }))
  assert.deepEqual(await runCommand(t, GitClone, ['-a', 'blog'], { place }), {
    stdout: '',
    stderr: 'Cloning blog into blog... done, nothing was pushed to it yet\n',
    exitCode: 0,
  })
  api.get('/apps/blog').reply(200, anApp({ git_url: url }))
  const { stdout } = await runCommand(t, GitClone, ['src', '-a', 'blog', '-r', 'up', '--json'], { place })
  assertIsJsonAnswer('git:clone', stdout)
  assert.deepEqual(JSON.parse(stdout), { app: 'blog', directory: 'src', url })
  const remotes = execFileSync('git', ['remote'], { cwd: join(place.cwd, 'src'), encoding: 'utf8' })
  assert.equal(remotes, 'up\n')
})
