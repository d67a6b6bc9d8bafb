import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { before, describe, type TestContext, test } from 'node:test'
import { createTestContainer, runToEnd } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../../fixtures/engine.ts'

describe('a command in a real container', () => {
  const engine = getTestEngine()
  before(() => getTestImage(engine))

  async function startContainer(t: TestContext): Promise<string> {
    const id = await createTestContainer(t, engine, { user: 'app', workingDir: '/app', env: { A: '1' } })
    await engine.startContainer(id)
    return id
  }

  test('has its own streams and code, and user, folder and environment of the container', async (t) => {
    const id = await startContainer(t)
    const argv = ['bash', '-c', 'cat; id -un; pwd; echo $A $B; echo err >&2; exit 3']
    const exec = await engine.execContainer(id, { argv, env: { B: 'a b' }, tty: false })
    assert.ok(exec.stderr)
    exec.stdin.end('in\n')
    assert.deepEqual(await Promise.all([text(exec.stdout), text(exec.stderr)]), [
      'in\napp\n/app\n1 a b\n',
      'err\n',
    ])
    assert.equal(await exec.exit, 3)
  })

  test('a terminal is one stream, with a size that can be set', async (t) => {
    const id = await startContainer(t)
    const argv = ['bash', '-c', 'read; stty size']
    const exec = await engine.execContainer(id, { argv, env: {}, tty: true })
    assert.equal(exec.stderr, null)
    exec.stdin.write('x')
    await once(exec.stdout, 'readable')
    await exec.resize({ columns: 91, rows: 17 })
    exec.stdin.write('\n')
    assert.match(await text(exec.stdout), /17 91\r\n$/)
    assert.equal(await exec.exit, 0)
  })

  test('a terminal gets every key, those too that Docker would detach at', async (t) => {
    const id = await startContainer(t)
    const argv = ['bash', '-c', 'stty raw -echo; echo ready; head -c 4; sleep 1000']
    const exec = await engine.execContainer(id, { argv, env: {}, tty: true })
    let seen = ''
    for await (const chunk of exec.stdout) {
      seen += chunk
      if (seen.includes('ready')) {
        for (const key of ['\x10', '\x11', '\x1e', 'x']) exec.stdin.write(key)
        seen = ''
      }
      if (seen.includes('\x10\x11\x1ex')) break
    }
    assert.match(seen, /\x10\x11\x1ex/)
  })

  test('a reader that stalls holds up the command; nothing piles up here, and nothing is lost', async (t) => {
    const size = 48_000_000
    const id = await startContainer(t)
    const argv = ['head', '-c', String(size), '/dev/zero']
    const exec = await engine.execContainer(id, { argv, env: {}, tty: false })
    await once(exec.stdout, 'readable')
    // Meanwhile the engine has time to send all there is.
    await runToEnd(t, engine, { argv: ['true'] })
    assert.ok(exec.stdout.readableLength < 1024 * 1024, `holds ${exec.stdout.readableLength} bytes`)
    let read = 0
    for await (const chunk of exec.stdout) read += chunk.length
    assert.equal(read, size)
    assert.equal(await exec.exit, 0)
  })

  test('a reader that stalls does not hold up the removal of the container', async (t) => {
    const id = await startContainer(t)
    const exec = await engine.execContainer(id, {
      argv: ['bash', '-c', 'while :; do printf %01000d 1; done'],
      env: {},
      tty: false,
    })
    await once(exec.stdout, 'readable')
    await engine.removeContainer(id)
    assert.equal(await engine.findContainer(id), undefined)
    await assert.rejects(exec.exit, { id: 'not_found' })
  })

  test('letting go of it leaves it alone, and how it ends is not known', async (t) => {
    const id = await startContainer(t)
    const argv = ['bash', '-c', 'echo $$; sleep 1000; :']
    const exec = await engine.execContainer(id, { argv, env: {}, tty: false })
    const [chunk] = (await once(exec.stdout, 'data')) as [Buffer]
    exec.destroy()
    await assert.rejects(exec.exit, { id: 'not_found', message: /let go of before the command had ended/ })
    const look = await engine.execContainer(id, {
      argv: ['cat', `/proc/${chunk.toString().trim()}/comm`],
      env: {},
      tty: false,
    })
    assert.equal(await text(look.stdout), 'bash\n')
  })

  test('in what does not run, or is not there', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const options = { argv: ['true'], env: {}, tty: false }
    await assert.rejects(engine.execContainer(id, options), {
      id: 'conflict',
      message: `The container ${id.slice(0, 12)} does not run, so nothing can be run in it.`,
    })
    await assert.rejects(engine.execContainer('qp-test-none', options), { id: 'not_found' })
  })
})
