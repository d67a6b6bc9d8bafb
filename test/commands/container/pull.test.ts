import assert from 'node:assert/strict'
import { test } from 'node:test'
import ContainerPull from '../../../src/commands/container/pull.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

testRefusals(ContainerPull, 'container:pull', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\ntypes  process types\nAdd --help to see what it takes.\n',
  },
])

test('qp container:pull gives docker what the controller has', async (t) => {
  const docker = await stubProgram(t, 'docker', '')
  const place = await tempPlace(t)
  place.env['PATH'] = `${docker.folder}:${process.env['PATH']}`
  stubController(t).get('/apps/blog/container-images/web').reply(200, 'a tar')
  const { stdout, stderr } = await runCommand(t, ContainerPull, ['web', '-a', 'blog', '-v', '--json'], {
    place,
  })
  assertIsJsonAnswer('container:pull', stdout)
  assert.deepEqual(JSON.parse(stdout), [{ type: 'web', image: 'qp/blog:web' }])
  assert.equal(stderr, 'docker load\nPulling web of blog... done\n')
  assert.deepEqual(await docker.words(), ['load', '--quiet'])
})
