import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { before, type TestContext, test } from 'node:test'
import { type ClientSessionOptions, runClientSession } from '../../../src/attach/client-session.ts'
import { webSocketProcess } from '../../../src/attach/websocket-process.ts'
import type { RunRequest } from '../../../src/controller/deploy/one-off.ts'
import { runInside } from '../../../src/controller/deploy/run-inside.ts'
import { stopRun } from '../../../src/controller/deploy/stop-run.ts'
import type { Run } from '../../../src/controller/domain/run.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { createDeployedApp } from '../../fixtures/deployed-app.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'
import { webSocketPair } from '../../fixtures/websocket-pair.ts'

const engine = getTestEngine()
before(() => getTestImage(engine))

/** The app `blog`, whose `web.1` is a real container. */
async function createRunning(t: TestContext) {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform, {
    processTypes: { web: 'serve', check: 'echo "checked in $DYNO"' },
  })
  const [web] = [...platform.engine.containers.values()]
  assert.ok(web)
  const id = await createTestContainer(t, engine, { env: { DYNO: 'web.1', A: 'its own' } })
  await engine.startContainer(id)
  const { execContainer, waitContainer } = engine
  const real = await engine.findContainer(id)
  const findContainer = async (which: string) =>
    which === id ? await engine.findContainer(which) : undefined
  const listContainers = async (wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted).every(([name, value]) => web.spec.labels[name] === value) && real
      ? [{ ...real, labels: web.spec.labels }]
      : []
  Object.assign(platform.engine, { execContainer, waitContainer, findContainer, listContainers })
  const run = (more: Partial<RunRequest> & { dyno?: string } = {}) =>
    runInside(platform, {
      ...{ app, user, from: '192.0.2.7', command: { line: 'true' }, env: {}, tty: false, dyno: 'web.1' },
      ...more,
    })
  return { platform, app, id, run, find: (made: Run) => platform.store.runs.find(app.id, made.id) }
}

async function join(
  t: TestContext,
  platform: TestPlatform,
  run: Run,
  more: Partial<ClientSessionOptions> = {},
) {
  const session = platform.sessions.find(run.id)
  assert.ok(session)
  const pair = await webSocketPair()
  t.after(() => pair[Symbol.asyncDispose]())
  void platform.sessions.join(session, pair.server, { id: 'one', role: 'type', isAllowed: async () => true })
  const [stdin, stdout, stderr] = [new PassThrough(), new OutputCollector(), new OutputCollector()]
  const process = webSocketProcess({ socket: pair.client })
  const end = runClientSession({ process, stdin, stdout, stderr, tty: run.tty, ...more })
  return { session, pair, stdin, stdout, stderr, end }
}

test('a command runs in a dyno, with its environment and ours; how it ended is written down', {
  timeout: 120_000,
}, async (t) => {
  const { platform, app, run, find } = await createRunning(t)
  const made = await run({
    command: { line: 'cat; echo "$DYNO $A $B"; echo err >&2; exit 42' },
    env: { B: 'ours' },
  })
  assert.deepEqual(
    [made.kind, made.dyno, made.size, made.releaseVersion, made.endedAt],
    ['inside', 'web.1', 'Standard-1X', 2, null],
  )
  const client = await join(t, platform, made)
  client.stdin.end('in\n')
  assert.equal((await client.end).exitCode, 42)
  assert.deepEqual([client.stdout.text(), client.stderr.text()], ['in\nweb.1 its own ours\n', 'err\n'])
  await until('its end is written down', async () => (await find(made))?.endedAt !== null)
  const ended = await find(made)
  assert.deepEqual([ended?.exitCode, ended?.reason], [42, 'exited'])
  const [asked, over] = platform.logs.texts(app.id).slice(-2)
  assert.match(
    asked ?? '',
    /^app\[api\]: Starting process with command `cat; .*` inside web\.1 by user owner@example\.com from 192\.0\.2\.7$/,
  )
  assert.match(
    over ?? '',
    /^qp\[web\.1\]: Process `cat; .*` of user owner@example\.com exited with status 42$/,
  )
})

test('the name of a process type runs its line, words arrive as given', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await createRunning(t)
  for (const [command, shown] of [
    [{ line: 'check' }, 'checked in web.1\n'],
    [{ argv: ['printf', '%s|', 'a  b', '$DYNO'] }, 'a  b|$DYNO|'],
  ] as const) {
    const client = await join(t, platform, await run({ command }))
    assert.equal((await client.end).exitCode, 0)
    assert.equal(client.stdout.text(), shown)
  }
})

test('a terminal inside a dyno has the size of its client', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await createRunning(t)
  const made = await run({ command: { line: 'stty size; exit 5' }, tty: true })
  const client = await join(t, platform, made, { size: () => ({ columns: 101, rows: 37 }) })
  assert.equal((await client.end).exitCode, 5)
  assert.match(client.stdout.text(), /^37 101\r\n/)
})

test('no such command is 127, with a sentence', { timeout: 120_000 }, async (t) => {
  const { platform, run, find } = await createRunning(t)
  const made = await run({ command: { argv: ['no-such-command'] } })
  const client = await join(t, platform, made)
  const end = { exitCode: 127, reason: 'not-started', message: 'command not found: no-such-command' }
  assert.deepEqual(await client.end, { by: 'process', ...end })
  await until('it is written down', async () => (await find(made))?.exitCode === 127)
})

test('it is ended with its client, and by a stop; the dyno runs on', { timeout: 120_000 }, async (t) => {
  const { platform, id, run, find } = await createRunning(t)
  const left = await run({ command: { line: 'echo up; exec sleep 1000' } })
  const client = await join(t, platform, left)
  await client.stdout.until(/up/)
  client.pair.client.terminate()
  await until('it has ended', async () => (await find(left))?.exitCode === 143)

  const stopped = await run({ command: { line: 'echo up; exec sleep 1000' } })
  const watching = await join(t, platform, stopped)
  await watching.stdout.until(/up/)
  await stopRun(platform, stopped, { reason: 'timed-out', message: 'timed out', exitCode: 124 })
  const end = { exitCode: 124, reason: 'timed-out', message: 'timed out' }
  assert.deepEqual(await watching.end, { by: 'process', ...end })
  assert.equal((await engine.findContainer(id))?.state, 'running')
})

test('it takes a place among the one-off dynos of the app', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await createRunning(t)
  platform.settings.oneOffs = { ...platform.settings.oneOffs, most: 1 }
  await run()
  await assert.rejects(run(), { id: 'conflict', message: /^blog has 1 one-off dynos/ })
})
