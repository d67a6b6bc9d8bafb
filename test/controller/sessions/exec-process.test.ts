import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { before, describe, type TestContext, test } from 'node:test'
import { pack } from 'tar-stream'
import { endProcess } from '../../../src/attach/end-process.ts'
import type { RemoteProcess } from '../../../src/attach/remote-process.ts'
import { type ExecProcessOptions, startExecProcess } from '../../../src/controller/sessions/exec-process.ts'
import { createTestContainer, untilStopped } from '../../fixtures/containers.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { until } from '../../fixtures/until.ts'

const engine = getTestEngine()
before(() => getTestImage(engine))

async function startContainer(t: TestContext, argv = ['sleep', '1000'], more = {}): Promise<string> {
  const id = await createTestContainer(t, engine, { argv, ...more })
  await engine.startContainer(id)
  return id
}

type Options = Partial<ExecProcessOptions> & Pick<ExecProcessOptions, 'id' | 'argv'>

function startIn(options: Options) {
  return startExecProcess({ engine, env: {}, tty: false, memoryMb: 64, ...options })
}

async function start(options: Options): Promise<RemoteProcess> {
  const process = await startIn(options)
  assert.ok('exit' in process, JSON.stringify(process))
  return process
}

/** Reads what a terminal shows until it matches. */
async function shows(process: RemoteProcess, pattern: RegExp): Promise<string> {
  let seen = ''
  for (;;) {
    const chunk: Buffer | null = process.stdout.read()
    if (chunk) seen += chunk.toString()
    if (pattern.test(seen)) return seen
    if (!chunk) await once(process.stdout, 'readable', { signal: AbortSignal.timeout(60_000) })
  }
}

describe('a command in a container', () => {
  test('input, both outputs, code, environment', async (t) => {
    const id = await startContainer(t, undefined, { env: { A: 'its own', B: 'its own' } })
    const process = await start({
      id,
      argv: ['bash', '-c', 'cat; echo "$A, $B"; echo err >&2; exit 7'],
      env: { B: 'ours' },
    })
    assert.ok(process.stderr)
    process.stdin.end('in\n')
    assert.deepEqual(await Promise.all([text(process.stdout), text(process.stderr)]), [
      'in\nits own, ours\n',
      'err\n',
    ])
    assert.deepEqual(await process.exit, { exitCode: 7, reason: 'exited' })
  })

  test('words arrive as they were given', async (t) => {
    const id = await startContainer(t)
    const words = ['', ' ', "it's", '"$HOME"', '-n', '--', '*', 'a\nb', 'ü']
    const process = await start({ id, argv: ['printf', '%s|', ...words] })
    assert.equal(await text(process.stdout), words.join('|') + '|')
  })

  test('any bytes go in and come out', async (t) => {
    const id = await startContainer(t)
    const process = await start({ id, argv: ['cat'] })
    const sent = createHash('sha256')
    const got = createHash('sha256')
    const reading = (async () => {
      for await (const chunk of process.stdout) got.update(chunk)
    })()
    for (let round = 0; round < 100; round += 1) {
      const bytes = randomBytes(64 * 1024)
      sent.update(bytes)
      if (!process.stdin.write(bytes)) await once(process.stdin, 'drain')
    }
    process.stdin.end()
    await reading
    assert.equal(got.digest('hex'), sent.digest('hex'))
    assert.equal((await process.exit).exitCode, 0)
  })

  for (const code of [0, 1, 126, 127, 255]) {
    test(`its own code, though it be ${code}`, async (t) => {
      const id = await startContainer(t)
      const process = await start({ id, argv: ['bash', '-c', `exit ${code}`] })
      process.stdout.resume()
      process.stderr?.resume()
      assert.deepEqual(await process.exit, { exitCode: code, reason: 'exited' })
    })
  }

  test('a kill that nobody explains: the memory that it had is named', async (t) => {
    const id = await startContainer(t)
    const process = await start({ id, argv: ['bash', '-c', 'kill -KILL $$'], memoryMb: 321 })
    process.stdout.resume()
    process.stderr?.resume()
    assert.deepEqual(await process.exit, {
      exitCode: 137,
      reason: 'exited',
      message: 'exit code 137: perhaps it was killed for lack of memory; it may use 321 MB',
    })
  })

  test('one that closes its outputs and runs on is waited for', async (t) => {
    const id = await startContainer(t)
    const argv = ['bash', '-c', 'exec >&- 2>&-; until [ -e /tmp/go ]; do sleep 0.01; done; exit 5']
    const process = await start({ id, argv })
    const touch = await start({ id, argv: ['touch', '/tmp/go'] })
    touch.stdout.resume()
    assert.equal(await text(process.stdout), '')
    assert.deepEqual(await process.exit, { exitCode: 5, reason: 'exited' })
  })

  test('a signal reaches it and what it has started', async (t) => {
    const id = await startContainer(t)
    const script =
      'trap "echo caught; exit 9" USR1; (trap "echo child too" USR1; echo up; while :; do sleep 0.01; done) & wait'
    const process = await start({ id, argv: ['bash', '-c', script] })
    await shows(process, /up\n/)
    await process.signal('SIGUSR1')
    const said = await text(process.stdout)
    assert.match(said, /caught/)
    assert.match(said, /child too/)
    assert.deepEqual(await process.exit, { exitCode: 9, reason: 'exited' })
  })

  test('one that is stopped is ended, and hears of it', async (t) => {
    const id = await startContainer(t)
    for (const tty of [false, true]) {
      const script = 'trap "exit 8" TERM; trap "" HUP; echo up; kill -STOP $$; exit 9'
      const process = await start({ id, tty, argv: ['bash', '-c', script] })
      await shows(process, /up\r?\n/)
      process.stdout.resume()
      process.stderr?.resume()
      await untilStopped(engine, id)
      await endProcess(process, { hangUp: tty })
      assert.equal((await process.exit).exitCode, 8)
    }
  })

  test('killed by a signal: 128 and its number', async (t) => {
    const id = await startContainer(t)
    for (const [name, exitCode] of [
      ['SIGTERM', 143],
      ['SIGKILL', 137],
    ] as const) {
      const process = await start({ id, argv: ['sleep', '1000'] })
      process.stdout.resume()
      process.stderr?.resume()
      await process.signal(name)
      assert.deepEqual(await process.exit, { exitCode, reason: 'exited' })
      await process.signal('SIGTERM')
    }
  })
})

describe('what can not be started in a container', () => {
  const cases = [
    { argv: ['no-such-command'], exitCode: 127, message: 'command not found: no-such-command' },
    { argv: ['/no/such', 'x'], exitCode: 127, message: 'command not found: /no/such' },
    { argv: ['/etc/passwd'], exitCode: 126, message: "can't execute /etc/passwd: it is no executable file" },
    { argv: ['/etc'], exitCode: 126, message: "can't execute /etc: it is no executable file" },
    { argv: [''], exitCode: 127, message: 'command not found: ""' },
    { argv: [], exitCode: 127, message: 'command not found: ""' },
  ]
  for (const { argv, exitCode, message } of cases) {
    for (const tty of [false, true]) {
      test(`${JSON.stringify(argv)}, ${tty ? 'terminal' : 'pipes'}: ${exitCode}`, async (t) => {
        const end = await startIn({ id: await startContainer(t), argv, tty })
        assert.deepEqual(end, { exitCode, reason: 'not-started', message })
      })
    }
  }

  test('an interpreter that is not there: the code, and the words of the shell', async (t) => {
    const id = await startContainer(t, ['bash', '-c', 'printf "#!/none\\n" > /x; chmod +x /x; sleep 1000'])
    await until(
      'the file to be there',
      async () => (await engine.getArchive(id, '/x').catch(() => null)) !== null,
    )
    const process = await start({ id, argv: ['/x'] })
    assert.ok(process.stderr)
    assert.match(await text(process.stderr), /\/x/)
    assert.ok([126, 127].includes((await process.exit).exitCode))
  })

  test('an image without a shell', async (t) => {
    const id = await startContainer(t, ['bash', '-c', 'rm /bin/sh; exec sleep 1000'])
    await until(
      'it to be gone',
      async () => (await engine.getArchive(id, '/bin/sh').catch(() => null)) === null,
    )
    for (const tty of [false, true]) {
      assert.deepEqual(await startIn({ id, argv: ['true'], tty }), {
        exitCode: 125,
        reason: 'not-started',
        message: 'the image of this dyno has no /bin/sh, by which commands are started in it',
      })
    }
  })

  test('a container that does not run, or is not there', async (t) => {
    const id = await createTestContainer(t, engine, {})
    const end = await startIn({ id, argv: ['true'] })
    assert.ok('exitCode' in end && end.exitCode === 125)
    assert.match(end.message ?? '', /does not run, so nothing can be run in it/)
    const none = await startIn({ id: 'qp-test-none', argv: ['true'] })
    assert.ok('exitCode' in none && none.exitCode === 125 && /No such container/.test(none.message ?? ''))
  })
})

describe('a container that goes away under its command', () => {
  const ends = {
    'is killed': (id: string) => engine.signalContainer(id, 'SIGKILL'),
    'is stopped': (id: string) => engine.stopContainer(id, { graceSeconds: 0 }),
    'is removed': (id: string) => engine.removeContainer(id),
  }
  for (const [how, end] of Object.entries(ends)) {
    for (const restart of ['never', 'always'] as const) {
      test(`${how}, restarted ${restart}`, async (t) => {
        const id = await startContainer(t, undefined, { restart })
        const process = await start({ id, argv: ['bash', '-c', 'echo up; exec sleep 1000'] })
        await shows(process, /up\n/)
        process.stdout.resume()
        process.stderr?.resume()
        await end(id)
        const { message, ...told } = await process.exit
        assert.deepEqual(told, { exitCode: 253, reason: 'dyno-gone' })
        assert.ok(message)
      })
    }
  }

  test('a reader that stalls holds up neither its stop nor its removal', async (t) => {
    for (const end of [ends['is stopped'], ends['is removed']]) {
      const id = await startContainer(t)
      const process = await start({ id, argv: ['bash', '-c', 'while :; do printf %01000d 1; done'] })
      await once(process.stdout, 'readable')
      await end(id)
      assert.equal((await process.exit).exitCode, 253)
    }
  })
})

describe('a terminal in a container', () => {
  test('has its size before the command asks, and changes it', async (t) => {
    const id = await startContainer(t)
    for (const [rows, columns] of [
      [33, 101],
      [50, 200],
    ] as const) {
      const process = await start({ id, argv: ['stty', 'size'], tty: true, size: () => ({ columns, rows }) })
      assert.equal(process.stderr, null)
      assert.equal(await text(process.stdout), `${rows} ${columns}\r\n`)
      assert.equal((await process.exit).exitCode, 0)
    }
    const process = await start({
      id,
      argv: ['bash', '-c', 'trap "stty size; exit 4" WINCH; echo up; while :; do sleep 0.01; done'],
      tty: true,
    })
    await shows(process, /^up\r\n/)
    await process.resize({ columns: 90, rows: 30 })
    assert.equal(await text(process.stdout), '30 90\r\n')
    assert.equal((await process.exit).exitCode, 4)
  })

  test('loses no key, and shows none that was not typed', async (t) => {
    const id = await startContainer(t)
    const argv = ['bash', '-c', 'stty raw -echo; echo ready; head -c 768 | tail -c 768']
    const process = await start({ id, argv, tty: true, size: () => ({ columns: 80, rows: 24 }) })
    assert.equal(await shows(process, /ready\n/), 'ready\n')
    const keys = Buffer.from(Array.from({ length: 768 }, (_, index) => index % 256))
    for (const key of keys) process.stdin.write(Buffer.of(key))
    assert.deepEqual(await buffer(process.stdout), keys)
  })

  test('what is typed at once reaches the command, and the end of its input is a key', async (t) => {
    const id = await startContainer(t)
    const process = await start({
      id,
      argv: ['bash', '-c', 'stty -echo; cat; echo over'],
      tty: true,
      size: () => ({ columns: 80, rows: 24 }),
    })
    process.stdin.end('typed early\n')
    assert.match(await text(process.stdout), /typed early\r\nover\r\n$/)
    assert.equal((await process.exit).exitCode, 0)
  })

  test('Ctrl-C is a key', async (t) => {
    const id = await startContainer(t)
    const process = await start({ id, argv: ['bash', '-c', 'echo up; exec sleep 1000'], tty: true })
    await shows(process, /up\r\n/)
    process.stdin.write('\x03')
    process.stdout.resume()
    assert.equal((await process.exit).exitCode, 130)
  })
})

/** The shells that images have for /bin/sh, as far as this machine has them. */
for (const shell of ['/usr/bin/dash', '/bin/busybox', '/bin/mksh']) {
  const content = await stat(shell).catch(() => undefined)
  test(`by ${shell}`, { skip: !content && 'not installed', timeout: 120_000 }, async (t) => {
    const id = await createTestContainer(t, engine, {})
    const tar = pack()
    tar.entry({ name: 'sh', mode: 0o755 }, await buffer(createReadStream(shell)))
    tar.finalize()
    await engine.putArchive(id, '/bin', Readable.from(tar))
    await engine.startContainer(id)
    const size = () => ({ columns: 100, rows: 40 })
    const terminal = await start({ id, argv: ['stty', 'size'], tty: true, size })
    assert.equal(await text(terminal.stdout), '40 100\r\n')
    const typed = await start({
      id,
      argv: ['bash', '-c', 'stty -echo; echo up; read it; echo "<$it>"'],
      tty: true,
      size,
    })
    await shows(typed, /up\r\n/)
    typed.stdin.write('line\r')
    assert.match(await text(typed.stdout), /<line>/)
    const sleeper = await start({ id, argv: ['sleep', '1000'] })
    sleeper.stdout.resume()
    sleeper.stderr?.resume()
    await sleeper.signal('SIGINT')
    assert.equal((await sleeper.exit).exitCode, 130)
    for (const [argv, exitCode] of [
      [['nope'], 127],
      [['/etc/passwd'], 126],
      [['/none'], 127],
    ] as const) {
      const end = await startIn({ id, argv })
      assert.ok('exitCode' in end && end.reason === 'not-started', JSON.stringify(end))
      assert.equal(end.exitCode, exitCode)
    }
  })
}
