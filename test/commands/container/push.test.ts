import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import ContainerPush from '../../../src/commands/container/push.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

testRefusals(ContainerPush, 'container:push', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Name the process types to push, such as web, or find them all by --recursive.\n',
  },
])

test('qp container:push builds, and sends what docker saves', async (t) => {
  const docker = await stubProgram(t, 'docker', 'a tar')
  const place = await tempPlace(t)
  place.env['PATH'] = `${docker.folder}:${process.env['PATH']}`
  await writeFile(join(place.cwd, 'Dockerfile'), '')
  const stub = stubController(t)
  stub.put('/apps/blog/container-images/web', 'a tar').reply(204)
  const images = [{ type: 'web', image: 'sha256:1', created_at: '2026-11-22T10:00:00Z' }]
  stub.get('/apps/blog/container-images').reply(200, [...images, { ...images[0], type: 'worker' }])
  const argv = ['web', '--arg', 'A=1', '-v', '-a', 'blog', '--json']
  const { stdout, stderr } = await runCommand(t, ContainerPush, argv, { place })
  assertIsJsonAnswer('container:push', stdout)
  assert.deepEqual(JSON.parse(stdout), images)
  assert.equal(
    stderr,
    'docker build --file Dockerfile --tag qp/blog:web --build-arg A=1 .\n=== Building web (Dockerfile)\na tar' +
      'Pushing web to blog... done\nYour image has been pushed: qp container:release web -a blog\n',
  )
  assert.deepEqual(await docker.words(), ['save', 'qp/blog:web'])
})
