import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { before, describe, test } from 'node:test'
import { findFreePort } from '../../../../acceptance/runner/free-ports.ts'
import type { Engine } from '../../../../src/controller/engine/engine.ts'
import { createTestContainer, runToEnd, uniqueName } from '../../../fixtures/containers.ts'
import { getTestEngine, getTestImage, getTestNodeImage } from '../../../fixtures/engine.ts'

describe('containers of a real engine', () => {
  const engine: Engine = getTestEngine()
  before(() => getTestImage(engine))

  test('arguments, variables and output arrive as they are', async (t) => {
    const value = 'line one\nline two "$HOME" \\ \' é'
    const { code, stdout, stderr } = await runToEnd(t, engine, {
      argv: ['bash', '-c', 'printf %s "$VALUE"; printf %s "$1" >&2; exit 7', 'bash', 'a  b "$c"'],
      env: { VALUE: value },
    })
    assert.deepEqual({ code, stdout, stderr }, { code: 7, stdout: value, stderr: 'a  b "$c"' })
  })

  test("argv replaces an image's entry point; without argv it runs", async (t) => {
    const tag = `${uniqueName()}:1`
    const maker = await createTestContainer(t, engine, {})
    await engine.commitContainer(maker, {
      ...{ tag, labels: {}, argv: ['printf', 'own'], workingDir: '/', user: '', env: {} },
    })
    t.after(() => engine.removeImage(tag))

    const own = await runToEnd(t, engine, { image: tag, argv: [] })
    const given = await runToEnd(t, engine, { image: tag, argv: ['printf', 'given'] })
    for (const { id } of [own, given]) await engine.removeContainer(id)
    assert.deepEqual([own.stdout, given.stdout], ['own', 'given'])
  })

  test('an image that is gone is told with its name and the way to another', async (t) => {
    await assert.rejects(createTestContainer(t, engine, { image: 'qp-test/never:made' }), {
      id: 'not_found',
      message: /^The image qp-test\/never:made is not on the engine any more\. Deploy again .*and push\.$/,
    })
  })

  test('a normal entry point still steps down from root, and no process gains rights', async (t) => {
    const { stdout } = await runToEnd(t, engine, {
      argv: [
        'bash',
        '-c',
        'touch /tmp/x && chown app /tmp/x && stat -c %U /tmp/x && grep -E "NoNewPrivs|CapBnd" /proc/self/status',
      ],
    })
    const [owner, bounding = '', noNew] = stdout.trim().split('\n')
    assert.equal(owner, 'app')
    assert.equal(noNew, 'NoNewPrivs:\t1')
    const bits = BigInt(`0x${bounding.split('\t')[1]}`)
    const has = (capability: number) => ((bits >> BigInt(capability)) & 1n) === 1n
    const names = {
      chown: 0,
      setgid: 6,
      setuid: 7,
      netRaw: 13,
      sysChroot: 18,
      mknod: 27,
      auditWrite: 29,
      setfcap: 31,
    }
    assert.deepEqual(
      Object.entries(names)
        .filter(([, capability]) => has(capability))
        .map(([name]) => name),
      ['chown', 'setgid', 'setuid'],
    )
  })

  test('user and working directory', async (t) => {
    const argv = ['bash', '-c', 'id -un; pwd']
    const { stdout } = await runToEnd(t, engine, { argv, user: 'app', workingDir: '/app' })
    assert.equal(stdout, 'app\n/app\n')
  })

  test('a size with more CPUs than the machine has is a ceiling, not an error', async (t) => {
    assert.equal((await runToEnd(t, engine, { argv: ['true'], cpus: 512 })).code, 0)
  })

  test('a port is published on the loopback address alone, and a taken one is a conflict', async (t) => {
    const hostPort = await findFreePort()
    const listener = createServer().listen(hostPort, '127.0.0.1')
    await once(listener, 'listening')
    const publish = { containerPort: 5000, hostPort }
    const image = await getTestNodeImage(engine)
    const argv = [
      'node',
      '-e',
      'http.createServer((_, answer) => answer.end("hello")).listen(5000, () => console.log("up"))',
    ]
    const spec = { image, argv, publish, network: 'bridge', memoryMb: 256 }

    const early = await createTestContainer(t, engine, spec)
    await assert.rejects(engine.startContainer(early), { id: 'conflict' })
    await new Promise((resolve) => listener.close(resolve))

    const id = await createTestContainer(t, engine, spec)
    await engine.startContainer(id)
    for await (const { text } of engine.followLogs(id, { signal: t.signal })) if (text === 'up') break
    assert.equal(await (await fetch(`http://127.0.0.1:${hostPort}/`)).text(), 'hello')
    const late = await createTestContainer(t, engine, spec)
    await assert.rejects(engine.startContainer(late), { id: 'conflict' })
  })

  test('what is in the way of a container', async (t) => {
    const name = uniqueName()
    await createTestContainer(t, engine, { name })
    await assert.rejects(createTestContainer(t, engine, { name }), { id: 'conflict' })
    await assert.rejects(createTestContainer(t, engine, { image: 'qp/test:none' }), { id: 'not_found' })
    await assert.rejects(createTestContainer(t, engine, { argv: [] }), { id: 'invalid_params' })
    await assert.rejects(engine.startContainer('qp-test-none'), { id: 'not_found' })
  })

  test('starting twice and removing twice does no harm', async (t) => {
    const id = await createTestContainer(t, engine, {})
    await engine.startContainer(id)
    await engine.startContainer(id)
    await engine.removeContainer(id)
    await engine.removeContainer(id)
    assert.equal(await engine.findContainer(id), undefined)
  })

  test('who asks for a removal that is under way is told when it is done', async (t) => {
    const id = await createTestContainer(t, engine, {})
    await engine.startContainer(id)
    await Promise.all(Array.from({ length: 5 }, () => engine.removeContainer(id)))
    assert.equal(await engine.findContainer(id), undefined)
  })

  test('a terminal has the size that it was given', async (t) => {
    const id = await createTestContainer(t, engine, {
      ...{ tty: true, openStdin: true, argv: ['bash', '-c', 'read; stty size; read'] },
    })
    const { stdin, stdout } = await engine.attachContainer(id, { tty: true, stdin: true })
    await assert.rejects(engine.resizeTerminal(id, { columns: 120, rows: 40 }), { id: 'conflict' })
    await engine.startContainer(id)
    await engine.resizeTerminal(id, { columns: 120, rows: 40 })
    stdin.write('\n')
    let seen = ''
    for await (const chunk of stdout) {
      seen += chunk
      if (seen.includes('40 120')) break
    }
    assert.match(seen, /40 120/)
  })
})
