import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { before, describe, test } from 'node:test'
import { createTestContainer, runToEnd } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'
import { until } from '../../../fixtures/until.ts'

describe('attached to a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  async function start(t: Parameters<typeof createTestContainer>[0], argv: string[], tty = false) {
    const id = await createTestContainer(t, engine, { argv, tty, openStdin: true, log: null })
    const attached = await engine.attachContainer(id, { tty, stdin: true })
    const exit = engine.waitContainer(id)
    // Removed with the test, it may never be known how it ended.
    exit.catch(() => {})
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

  test('a reader that stalls holds up the process; nothing piles up here, and nothing is lost', async (t) => {
    const size = 48_000_000
    const { stdin, stdout, exit } = await start(t, ['head', '-c', String(size), '/dev/zero'])
    stdin.end()
    await once(stdout, 'readable')
    // Meanwhile the engine has time to send all there is.
    await runToEnd(t, engine, { argv: ['true'] })
    assert.ok(stdout.readableLength < 1024 * 1024, `holds ${stdout.readableLength} bytes`)

    let read = 0
    for await (const chunk of stdout) read += chunk.length
    assert.equal(read, size)
    assert.equal((await exit).code, 0)
  })

  test('a process that takes no input yet holds up whoever writes, and gets it all in the end', async (t) => {
    const script = 'trap "go=1" USR1; echo up; until [ "$go" ]; do sleep 0.01; done; wc -c'
    const { id, stdin, stdout, exit } = await start(t, ['bash', '-c', script])
    const size = 256 * 1024
    const count = 128
    let taken = 0
    for (let n = 0; n < count; n += 1) stdin.write(Buffer.alloc(size), () => (taken += 1))
    stdin.end()
    await once(stdout, 'readable')
    assert.equal(String(stdout.read()), 'up\n')
    // The engine and the sockets before it hold some, but not this much.
    assert.ok(taken < count / 2, `${taken} of ${count} were taken by nobody`)

    await engine.signalContainer(id, 'SIGUSR1')
    assert.equal(await text(stdout), `${size * count}\n`)
    assert.equal((await exit).code, 0)
    assert.equal(taken, count)
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
