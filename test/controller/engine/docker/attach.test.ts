import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { before, describe, test } from 'node:test'
import { createTestContainer } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { until } from '../../../fixtures/until.ts'

describe('attached to a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  async function start(t: Parameters<typeof createTestContainer>[0], argv: string[], tty = false) {
    const id = await createTestContainer(t, engine, { argv, tty, openStdin: true, log: null })
    const attached = await engine.attachContainer(id, { tty, stdin: true })
    const exit = engine.waitContainer(id)
    await engine.startContainer(id)
    return { id, exit, ...attached }
  }

  test('the end of input is told, and what the process then says still arrives', async (t) => {
    const { stdin, stdout, stderr, exit } = await start(t, [
      'bash',
      '-c',
      'cat; echo behind the end; echo oops >&2; exit 3',
    ])
    stdin.write('before ')
    stdin.end('it ends\n')
    assert.ok(stderr)
    assert.deepEqual(await Promise.all([text(stdout), text(stderr)]), [
      'before it ends\nbehind the end\n',
      'oops\n',
    ])
    assert.equal((await exit).code, 3)
  })

  test('any bytes go in and come out, many times over', async (t) => {
    const { stdin, stdout, exit } = await start(t, ['cat'])
    const sent = createHash('sha256')
    const got = createHash('sha256')
    const reading = (async () => {
      for await (const chunk of stdout) got.update(chunk)
    })()
    for (let round = 0; round < 200; round += 1) {
      const bytes = randomBytes(64 * 1024)
      sent.update(bytes)
      if (!stdin.write(bytes)) await once(stdin, 'drain')
    }
    stdin.end()
    await reading
    assert.equal((await exit).code, 0)
    assert.equal(got.digest('hex'), sent.digest('hex'))
  })

  test('a reader that stalls stops the process, not our memory', async (t) => {
    const { id, stdout, stdin } = await start(t, [
      'bash',
      '-c',
      'head -c 300000000 /dev/zero & while kill -0 $! 2>/dev/null; do :; done; echo all written >&2',
    ])
    stdin.end()
    await once(stdout, 'readable')
    const before = process.memoryUsage().rss
    // The pipe, the engine and the sockets between fill up; then the bytes that were read stay as they are.
    let held = -1
    await until('the flow to stop', () => {
      const was = held
      held = stdout.readableLength
      return was === held
    })
    assert.equal((await engine.findContainer(id))?.state, 'running')
    assert.ok(process.memoryUsage().rss - before < 32 * 1024 * 1024)
    assert.ok(stdout.readableLength < 4 * 1024 * 1024, `holds ${stdout.readableLength} bytes`)
  })

  test('a process that takes no input holds up whoever writes', async (t) => {
    const { stdin } = await start(t, ['sleep', '1000'])
    let written = 0
    while (stdin.write(randomBytes(256 * 1024))) written += 1
    assert.ok(stdin.writableNeedDrain)
    assert.ok(written < 16)
  })

  test('input for a process that has ended goes nowhere', async (t) => {
    const { stdin, stdout, exit } = await start(t, ['true'])
    stdout.resume()
    await exit
    await until('the connection to close', () => stdin.destroyed)
    stdin.write('nobody there')
  })

  test('letting go ends both outputs and leaves the process alone', async (t) => {
    const { id, stdout, stderr, destroy } = await start(t, ['bash', '-c', 'echo up; read; sleep 1000'])
    await once(stdout, 'readable')
    assert.ok(stderr)
    const closed = Promise.all([once(stdout, 'close'), once(stderr, 'close')])
    destroy()
    await closed
    assert.equal((await engine.findContainer(id))?.state, 'running')
  })

  test('a terminal gets every key, those too that Docker would detach at', async (t) => {
    const { stdin, stdout } = await start(
      t,
      ['bash', '-c', 'stty raw -echo; echo ready; head -c 3; sleep 1000'],
      true,
    )
    let seen = ''
    for await (const chunk of stdout) {
      seen += chunk
      if (seen.includes('ready')) {
        for (const key of ['\x10', '\x11', '\x10']) stdin.write(key)
        seen = ''
      }
      if (seen.includes('\x10\x11\x10')) break
    }
    assert.match(seen, /\x10\x11\x10/)
  })

  test('to what is not there', async () => {
    await assert.rejects(engine.attachContainer('qp-test-none', { tty: false, stdin: true }), {
      id: 'not_found',
    })
  })
})
