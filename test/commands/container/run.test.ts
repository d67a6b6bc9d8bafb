import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import ContainerRun from '../../../src/commands/container/run.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

testRefusals(ContainerRun, 'container:run', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nwords  the process type, and a command behind --\nAdd --help to see what it takes.\n',
  },
])

test('qp container:run builds and runs, with a port, and words as they are', async (t) => {
  const docker = await stubProgram(t, 'docker', '')
  const place = await tempPlace(t)
  place.env['PATH'] = `${docker.folder}:${process.env['PATH']}`
  await writeFile(join(place.cwd, 'Dockerfile.web'), '')
  stubController(t)
  const argv = ['web', '-p', '5001', '-v', '-a', 'blog', '--', 'sh', '-c', 'echo a b']
  const { stderr, exitCode } = await runCommand(t, ContainerRun, argv, { place })
  const run =
    'run --rm --interactive --env PORT=5001 --publish 127.0.0.1:5001:5001 qp/blog:web sh -c echo a b'
  assert.equal(stderr, `docker build --file Dockerfile.web --tag qp/blog:web .\ndocker ${run}\n`)
  assert.equal(exitCode, 0)
  assert.deepEqual((await docker.words()).slice(-4), ['qp/blog:web', 'sh', '-c', 'echo a b'])
})
