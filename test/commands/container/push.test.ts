import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import ContainerPush from '../../../src/commands/container/push.ts'
import { testRefusals } from '../../fixtures/command-tables.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { assertIsJsonAnswer } from '../../fixtures/json-answer.ts'
import { runCommand, tempPlace } from '../../fixtures/run-command.ts'
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
  const images = [{ type: 'web', image: 'sha256:1', created_at: '2026-11-22T10:00:00Z' }]
  const asked: string[] = []
  // A real one: the image comes out of a program, and nock looks a host's name up while it waits for a body.
  const { url } = await localServer(t, async (request, response) => {
    asked.push(`${request.method} ${request.url} ${await text(request)}`)
    if (request.method === 'PUT') return response.writeHead(204).end()
    response.end(JSON.stringify([...images, { ...images[0], type: 'worker' }]))
  })
  const argv = ['web', '--arg', 'A=1', '-v', '-a', 'blog', '--json']
  const { stdout, stderr } = await runCommand(t, ContainerPush, argv, { place, env: { QP_URL: url } })
  assertIsJsonAnswer('container:push', stdout)
  assert.deepEqual(JSON.parse(stdout), images)
  assert.deepEqual(asked, ['PUT /apps/blog/container-images/web a tar', 'GET /apps/blog/container-images '])
  assert.equal(
    stderr,
    'docker build --file Dockerfile --tag qp/blog:web --build-arg A=1 .\n=== Building web (Dockerfile)\na tar' +
      'Pushing web to blog... done\nYour image has been pushed: qp container:release web -a blog\n',
  )
  assert.deepEqual(await docker.words(), ['save', 'qp/blog:web'])
})
