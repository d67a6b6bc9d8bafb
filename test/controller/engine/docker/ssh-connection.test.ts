import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { createDockerEngine } from '../../../../src/controller/engine/docker/docker-engine.ts'
import { openSshConnection, sshArguments } from '../../../../src/controller/engine/docker/ssh-connection.ts'
import { createTestContainer, runToEnd } from '../../../fixtures/containers.ts'
import { getTestImage } from '../../../fixtures/engine.ts'
import { type SshServer, startSshServer } from '../../../fixtures/ssh-server.ts'
import { until } from '../../../fixtures/until.ts'

const alive = ['-T', '-o', 'ConnectTimeout=30', '-o', 'ServerAliveInterval=10', '-o', 'ServerAliveCountMax=3']
const ssh = { transport: 'ssh', host: 'node', port: null, user: null, socketPath: null } as const

test('what ssh is called with', () => {
  assert.deepEqual(sshArguments(ssh), [...alive, '--', 'node', 'docker', 'system', 'dial-stdio'])
  assert.deepEqual(sshArguments({ ...ssh, port: 22, user: 'me', socketPath: '/run/a.sock' }), [
    ...[...alive, '-l', 'me', '-p', '22', '--', 'node'],
    ...['docker', '--host=unix:///run/a.sock', 'system', 'dial-stdio'],
  ])
})

describe('through a real sshd', () => {
  const { PATH } = process.env
  let server: SshServer
  before(async () => {
    server = await startSshServer()
  })
  after(async () => {
    process.env['PATH'] = PATH
    await server.stop()
  })

  function endpointFor(
    client: keyof SshServer['clients'],
    more: { port?: number; socketPath?: string } = {},
  ) {
    process.env['PATH'] = `${server.clients[client]}:${PATH}`
    return { ...ssh, host: '127.0.0.1', port: server.port, user: server.user, ...more }
  }

  test('the engine answers, and a pipe has an end in both directions', async (t) => {
    const engine = createDockerEngine({ endpoint: endpointFor('known') })
    await getTestImage(engine)
    const argv = ['bash', '-c', 'cat; echo behind the end; echo oops >&2; exit 3']
    const { code, stdout, stderr } = await runToEnd(t, engine, { argv }, 'all of it\n')
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 3, stdout: 'all of it\nbehind the end\n', stderr: 'oops\n' },
    )
  })

  test('much goes through, at the pace of whoever reads', async (t) => {
    const engine = createDockerEngine({ endpoint: endpointFor('known') })
    const size = 16_000_000
    const id = await createTestContainer(t, engine, { argv: ['head', '-c', String(size), '/dev/zero'] })
    const { stdout } = await engine.attachContainer(id, { tty: false, stdin: false })
    await engine.startContainer(id)
    await runToEnd(t, engine, { argv: ['true'] })
    assert.ok(stdout.readableLength < 1024 * 1024, `holds ${stdout.readableLength} bytes`)
    let read = 0
    for await (const chunk of stdout) read += chunk.length
    assert.equal(read, size)
  })

  test('a terminal over the websocket', async (t) => {
    const engine = createDockerEngine({ endpoint: endpointFor('known'), terminals: 'websocket' })
    const argv = ['bash', '-c', 'read line; echo "got $line"; exit 4']
    const id = await createTestContainer(t, engine, { argv, tty: true, openStdin: true, log: null })
    const { stdin, stdout } = await engine.attachContainer(id, { tty: true, stdin: true })
    const exit = engine.waitContainer(id)
    await engine.startContainer(id)
    stdin.write('a line\n')
    assert.match(await text(stdout), /got a line/)
    assert.equal((await exit).code, 4)
  })

  test('a network that goes away ends what is open with the reason', async (t) => {
    const engine = createDockerEngine({ endpoint: endpointFor('known') })
    const id = await createTestContainer(t, createDockerEngine(), { argv: ['sleep', '1000'] })
    const attached = await engine.attachContainer(id, { tty: true, stdin: false })
    await engine.startContainer(id)
    const ended = assert.rejects(text(attached.stdout), { name: 'SshFailure' })
    server.dropConnections()
    await ended
  })

  const failures = [
    {
      name: 'a key that is not known there',
      open: () => endpointFor('otherKey'),
      words: /^[^:]+@127\.0\.0\.1: Permission denied \(publickey\)\.$/,
    },
    {
      name: 'a server that is not known here',
      open: () => endpointFor('unknownServer'),
      words: /^Host key verification failed\.$/,
    },
    {
      name: 'nobody there',
      open: () => endpointFor('known', { port: 1 }),
      words: /^ssh: connect to host 127\.0\.0\.1 port 1: Connection refused$/,
    },
    {
      name: 'no engine there',
      open: () => endpointFor('known', { socketPath: '/nowhere/docker.sock' }),
      words: /dial unix \/nowhere\/docker\.sock: connect: no such file or directory$/,
    },
  ]
  for (const { name, open, words } of failures)
    test(`${name}: the last line that ssh says`, async () => {
      await assert.rejects(text(openSshConnection(open())), { name: 'SshFailure', message: words })
    })

  test('no ssh at all', async (t) => {
    const endpoint = endpointFor('known')
    process.env['PATH'] = '/nowhere'
    t.after(() => {
      process.env['PATH'] = PATH
    })
    await assert.rejects(text(openSshConnection(endpoint)), {
      name: 'SshFailure',
      message: 'the program ssh can not be started (spawn ssh ENOENT)',
    })
  })

  test('letting go ends ssh', async () => {
    const connection = openSshConnection(endpointFor('known'))
    connection.destroy()
    await until('it to close', () => connection.closed)
  })
})
