import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type TestContext, test } from 'node:test'
import Run from '../../src/commands/run/index.ts'
import { directRun } from '../fixtures/direct-run.ts'
import { getTestEngine, getTestImage } from '../fixtures/engine.ts'
import { portOf } from '../fixtures/http-server.ts'
import { spawnInPty } from '../fixtures/pty.ts'
import { requestRelay } from '../fixtures/request-relay.ts'
import { runCommand } from '../fixtures/run-command.ts'
import { until } from '../fixtures/until.ts'

const image = await getTestImage(getTestEngine())
const noEnv = { QP_URL: undefined, QP_API_KEY: undefined, DOCKER_HOST: undefined }

/** In this process, with neither controller nor login. */
function run(t: TestContext, argv: string[], input = '') {
  return runCommand(t, Run, argv, { env: noEnv, terminal: { input } })
}

test('of an image, with no controller, app or login: input, output, code', async (t) => {
  const line = 'cat; echo "$A $DYNO" | sed s/[0-9]*$//; echo err >&2; exit 42'
  const argv = ['--docker', 'default', '--image', image, '-e', 'A=1', line]
  assert.deepEqual(await run(t, argv, 'in\n'), { stdout: 'in\n1 run.\n', stderr: 'err\n', exitCode: 42 })
})

test('it has the limits and the labels of a one-off dyno', async (t) => {
  const one = await directRun(t, 'read line', ['--size', 'eco', '--ttl', '1h'])
  const qp = one.start()
  await until('it is there', async () => (await one.containers()).length > 0)
  const [{ labels = {} } = {}] = await one.containers()
  assert.deepEqual([labels['qp.kind'], labels['qp.size']], ['one-off', 'Eco'])
  assert.equal(labels['qp.controller'], undefined)
  const left = Date.parse(labels['qp.until'] ?? '') - Date.now()
  assert.ok(left > 3_500_000 && left <= 3_600_000, `${left}`)
  qp.stdin?.end()
  assert.deepEqual(await once(qp, 'exit'), [1, null])
})

test('Ctrl-C before it is there ends it, and leaves nothing', { timeout: 120_000 }, async (t) => {
  const one = await directRun(t, 'sleep 1000')
  const asked = Promise.withResolvers<void>()
  const pressed = Promise.withResolvers<void>()
  const port = await requestRelay(t, { path: '/var/run/docker.sock' }, async (request) => {
    if (!/POST .*\/containers\/create/.test(request)) return
    asked.resolve()
    await pressed.promise
  })
  const env = { ...one.env, DOCKER_HOST: `tcp://127.0.0.1:${port}` }
  await using terminal = spawnInPty(one.argv, { env, cwd: one.cwd })
  await terminal.until(/Running : .* on qp\/test:shell\.\.\. /)
  await asked.promise
  terminal.write('\u0003')
  await terminal.until(/\^C|failed/)
  pressed.resolve()
  assert.deepEqual(await terminal.ended, { exitCode: 130, signal: 0 })
  assert.match(terminal.output(), /failed\r\n$/)
  assert.deepEqual(await one.containers(), [])
})

for (const [name, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`${name} while it is made, and while it runs at a terminal, leaves nothing`, {
    timeout: 120_000,
  }, async (t) => {
    const early = await directRun(t, 'sleep 1000')
    const qp = early.start()
    await until('it is made', async () => (await early.containers()).length > 0)
    qp.kill(name)
    assert.deepEqual(await once(qp, 'exit'), [code, null])
    assert.deepEqual(await early.containers(), [])

    const late = await directRun(t, 'echo raw; exec sleep 1000')
    await using terminal = spawnInPty(late.argv, { env: late.env, cwd: late.cwd })
    await terminal.until(/raw\r\n/)
    terminal.kill(name)
    assert.deepEqual(await terminal.ended, { exitCode: code, signal: 0 })
    assert.deepEqual(await late.containers(), [])
  })
}

/** An engine that only says which versions it speaks. */
async function engineOf(t: TestContext, version: object): Promise<string> {
  const server = createServer((_, response) => response.end(JSON.stringify(version)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return `tcp://127.0.0.1:${portOf(server)}`
}

const refusals: [argv: string[], exitCode: number, stderr: RegExp][] = [
  [
    ['--docker', 'tcp://127.0.0.1:9', '--image', image],
    125,
    /^Error: Docker does not answer at tcp:.* \(ECONNREFUSED\)\. .*[^.]\.\n/,
  ],
  [['--docker', 'nope', '--image', image], 1, /^Error: There is no docker context nope; there are default/],
  [['--docker', 'ftp://x', '--image', image], 1, /^Error: .*ftp:\/\/x/],
  [
    ['--docker', 'default', '--image', 'qp-test/none:1'],
    125,
    /^Error: the engine does not have the image, and it can't be pulled: /,
  ],
  [
    ['--docker', 'default', '--image', image, '-s', 'huge'],
    1,
    /^Error: No such dyno size: huge\. There are Eco, .*L\.\n$/,
  ],
  [['--image', image], 2, /^Error: --image runs on a Docker Engine .* Say on which: --docker ADDRESS/],
  [['--image', image, '--docker', 'default', '-a', 'blog'], 2, /--image/],
  [['--docker', 'default'], 4, /^Error: not logged in/],
  [['--docker', 'default', '--image', image, '--tty'], 2, /^Error: --tty needs a terminal/],
]

for (const [flags, exitCode, stderr] of refusals) {
  test(`refuses: qp run ${flags.join(' ')}`, async (t) => {
    const result = await run(t, [...flags, 'true'])
    assert.match(result.stderr, stderr)
    assert.deepEqual([result.stdout, result.exitCode], ['', exitCode])
  })
}

test('says that an engine is too old', async (t) => {
  const address = await engineOf(t, { Version: '18.09.1', ApiVersion: '1.39' })
  const { stderr, exitCode } = await run(t, ['--docker', address, '--image', image, 'true'])
  assert.match(
    stderr,
    /^Error: Docker 18\.09\.1 speaks API 1\.39; qp needs 1\.41 \(Docker 20\.10\) or newer\. Upgrade Docker\.\n/,
  )
  assert.equal(exitCode, 125)
})
