import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Readable } from 'node:stream'
import { before, describe, type TestContext, test } from 'node:test'
import { WebSocketServer } from 'ws'
import { createDockerEngine } from '../../../../src/controller/engine/docker/docker-engine.ts'
import type { Engine } from '../../../../src/controller/engine/engine.ts'
import { buildTestSpec, createTestContainer, runToEnd } from '../../../fixtures/containers.ts'
import { getTestImage } from '../../../fixtures/engine.ts'
import { noPrivateEngine, startPrivateEngine } from '../../../fixtures/private-engine.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'
import { until } from '../../../fixtures/until.ts'

/** A terminal in a container, attached over the engine's websocket. */
async function start(t: TestContext, engine: Engine, script: string) {
  const argv = ['bash', '-c', script]
  const id = await createTestContainer(t, engine, { argv, tty: true, openStdin: true, log: null })
  const attached = await engine.attachContainer(id, { tty: true, stdin: true })
  const exit = engine.waitContainer(id)
  // Removed with the test, it may never be known how it ended.
  exit.catch(() => {})
  await engine.startContainer(id)
  return { id, exit, ...attached }
}

/** All up to these words, which the process writes next. */
async function readUntil(stdout: Readable, words: string): Promise<string> {
  let seen = ''
  while (!seen.includes(words)) {
    const chunk: Buffer | null = stdout.read()
    if (chunk) seen += chunk
    else if (stdout.readableEnded || stdout.destroyed) throw new Error(`ended after ${JSON.stringify(seen)}`)
    else await once(stdout, 'readable')
  }
  return seen
}

async function readBytes(stdout: Readable, size: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for (let left = size; left > 0; left -= chunks.at(-1)?.length ?? 0) {
    while (stdout.readableLength === 0) await once(stdout, 'readable')
    chunks.push(stdout.read(Math.min(left, stdout.readableLength)))
  }
  return Buffer.concat(chunks)
}

describe('a terminal over the websocket of a real engine', () => {
  const engine = createDockerEngine({ terminals: 'websocket' })
  before(() => getTestImage(engine))

  test('keys echo, the process answers, and its end is the end', async (t) => {
    const { stdin, stdout, stderr, exit } = await start(t, engine, 'read line; echo "got $line"; exit 4')
    assert.equal(stderr, null)
    stdin.write('some')
    await readUntil(stdout, 'some')
    stdin.write(' keys\r')
    assert.match(await readUntil(stdout, 'got some keys\r\n'), /^ keys\r\n/)
    assert.equal((await exit).code, 4)
    stdout.resume()
    await once(stdout, 'end')
    assert.equal(stdout.errored, null)
    stdin.write('nobody there')
  })

  test('all bytes go in and come out, 1 MiB each way at once', async (t) => {
    const size = 1024 * 1024
    const script = `stty raw -echo; echo ready; head -c ${size}; exec sleep 1000`
    const { stdin, stdout } = await start(t, engine, script)
    await readUntil(stdout, 'ready\n')
    const sent = Buffer.concat([
      Buffer.from(Array.from({ length: 256 }, (_, n) => n)),
      randomBytes(size - 256),
    ])
    stdin.write(sent)
    assert.ok(sent.equals(await readBytes(stdout, size)))
  })

  test('a terminal gets every key, those too that Docker would detach at', async (t) => {
    const { stdin, stdout } = await start(t, engine, 'stty raw -echo; echo ready; head -c 3; exec sleep 1000')
    await readUntil(stdout, 'ready\n')
    for (const key of ['\x10', '\x11', '\x10']) stdin.write(key)
    await readUntil(stdout, '\x10\x11\x10')
  })

  test('it can be resized', async (t) => {
    const script = 'trap "stty size" WINCH; echo ready; while :; do sleep 0.02; done'
    const { id, stdout } = await start(t, engine, script)
    await readUntil(stdout, 'ready')
    await engine.resizeTerminal(id, { columns: 111, rows: 33 })
    await readUntil(stdout, '33 111')
  })

  test('a reader that stalls holds up the process, and does not hold up its removal', async (t) => {
    const { id, stdout } = await start(t, engine, 'exec head -c 1000000000 /dev/zero')
    await once(stdout, 'readable')
    // Meanwhile the engine has time to send all there is.
    await runToEnd(t, engine, { argv: ['true'] })
    assert.ok(stdout.readableLength < 1024 * 1024, `holds ${stdout.readableLength} bytes`)
    await engine.removeContainer(id)
    assert.equal(await engine.findContainer(id), undefined)
    await until('the output to be let go of', () => stdout.destroyed)
  })

  test('a process that takes no input yet holds up whoever writes', async (t) => {
    const script = 'stty raw -echo; trap "go=1" USR1; echo ready; until [ "$go" ]; do sleep 0.01; done; '
    const size = 64 * 1024
    const count = 64
    const { id, stdin, stdout } = await start(
      t,
      engine,
      `${script} head -c ${size * count} | wc -c; sleep 1000`,
    )
    await readUntil(stdout, 'ready\n')
    let taken = 0
    for (let n = 0; n < count; n += 1) stdin.write(Buffer.alloc(size, 'x'), () => (taken += 1))
    await runToEnd(t, engine, { argv: ['true'] })
    assert.ok(taken < count / 2, `${taken} of ${count} were taken by nobody`)
    await engine.signalContainer(id, 'SIGUSR1')
    await readUntil(stdout, String(size * count))
    assert.equal(taken, count)
  })

  test('letting go ends the output and leaves the process alone', async (t) => {
    const { id, stdout, stdin, destroy } = await start(t, engine, 'echo up; read; exec sleep 1000')
    await readUntil(stdout, 'up')
    destroy()
    await until('both to close', () => stdout.closed && stdin.destroyed)
    assert.equal((await engine.findContainer(id))?.state, 'running')
  })

  test('pipes are still hijacked, with stderr apart and an end of input', async (t) => {
    const argv = ['bash', '-c', 'cat; echo behind; echo oops >&2']
    const { stdout, stderr } = await runToEnd(t, engine, { argv }, 'in\n')
    assert.deepEqual({ stdout, stderr }, { stdout: 'in\nbehind\n', stderr: 'oops\n' })
  })

  test('whoever only watches leaves the input alone', async (t) => {
    const { id, stdin, stdout, exit } = await start(t, engine, 'echo ready; read line; echo "got $line"')
    await readUntil(stdout, 'ready')
    const watching = await engine.attachContainer(id, { tty: true, stdin: false })
    watching.destroy()
    await until('it to be let go of', () => watching.stdout.closed)
    stdin.write('a line\r')
    await readUntil(stdout, 'got a line')
    assert.equal((await exit).code, 0)
  })

  test('to what is not there', async () => {
    await assert.rejects(engine.attachContainer('qp-test-none', { tty: true, stdin: true }), {
      id: 'not_found',
    })
  })
})

test('an engine that goes away is an error, not an end', { skip: noPrivateEngine }, async (t) => {
  const own = await startPrivateEngine()
  t.after(() => own.remove())
  const engine = createDockerEngine({ endpoint: own.endpoint, terminals: 'websocket' })
  await getTestImage(engine)
  const argv = ['bash', '-c', 'echo up; exec sleep 1000']
  const id = await engine.createContainer(buildTestSpec({ argv, tty: true, openStdin: true, log: null }))
  const { stdout } = await engine.attachContainer(id, { tty: true, stdin: true })
  await engine.startContainer(id)
  await readUntil(stdout, 'up')
  stdout.resume()
  const broken = assert.rejects(once(stdout, 'end'), {
    id: 'engine_unavailable',
    message: "Docker broke off a terminal's connection.",
  })
  await own.kill()
  await broken
})

test('only binary frames are sent, and a close ends them', async (t) => {
  const frames: { data: string; isBinary: boolean }[] = []
  let isClosed = false
  const server = createServer((_, response) => response.end('{"Version":"20.10.0","ApiVersion":"1.41"}'))
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data, isBinary) => frames.push({ data: String(data), isBinary }))
    socket.once('close', () => {
      isClosed = true
    })
  })
  const engine = createDockerEngine({ endpoint: await listenOnSocket(t, server), terminals: 'websocket' })
  const { stdin, stdout } = await engine.attachContainer('x', { tty: true, stdin: true })
  stdout.resume()
  stdin.write('ké', 'utf8')
  stdin.end(Buffer.from('y'))
  await until('the close', () => isClosed)
  assert.deepEqual(frames, [
    { data: 'ké', isBinary: true },
    { data: 'y', isBinary: true },
  ])
})
