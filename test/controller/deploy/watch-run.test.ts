import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { before, type TestContext, test } from 'node:test'
import { type ClientSessionOptions, runClientSession } from '../../../src/attach/client-session.ts'
import { webSocketProcess } from '../../../src/attach/websocket-process.ts'
import { createOneOff, writeDown } from '../../../src/controller/deploy/one-off.ts'
import { getSession } from '../../../src/controller/deploy/watch-run.ts'
import { labels } from '../../../src/controller/domain/labels.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { Run } from '../../../src/controller/domain/run.ts'
import { createTestContainer } from '../../fixtures/containers.ts'
import { createDeployedApp, createEmptyApp } from '../../fixtures/deployed-app.ts'
import { getTestEngine, getTestImage } from '../../fixtures/engine.ts'
import { OutputCollector } from '../../fixtures/local-session.ts'
import { createTestPlatform, type TestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'
import { webSocketPair } from '../../fixtures/websocket-pair.ts'

const engine = getTestEngine()
before(() => getTestImage(engine))

/** A detached run whose container runs the line on the real engine. */
async function detached(t: TestContext, line: string) {
  const platform = await createTestPlatform(t, {
    engine: { listContainers: engine.listContainers, readOutput: engine.readOutput },
  })
  const { app, user } = await createEmptyApp(platform)
  const run = await writeDown(
    platform,
    { app, user, from: '', command: { line }, env: {}, tty: false },
    { kind: 'detached', command: line, size: 'Basic', releaseVersion: 1 },
  )
  // Runs of test platforms have the ids of others.
  const controllerId = crypto.randomUUID()
  platform.controllerId = controllerId
  const id = await createTestContainer(t, engine, {
    argv: ['bash', '-c', line],
    labels: { [labels.controller]: controllerId, [labels.run]: run.id },
  })
  await engine.startContainer(id)
  return { platform, run, id, app }
}

async function watch(
  t: TestContext,
  platform: TestPlatform,
  run: Run,
  more: Partial<ClientSessionOptions> = {},
) {
  const session = await getSession(platform, run)
  const pair = await webSocketPair()
  t.after(() => pair[Symbol.asyncDispose]())
  const guest = { id: crypto.randomUUID(), role: 'type', isAllowed: async () => true } as const
  void platform.sessions.join(session, pair.server, guest)
  const [stdout, stderr] = [new OutputCollector(), new OutputCollector()]
  const process = webSocketProcess({ socket: pair.client })
  const stdin = new PassThrough()
  const end = runClientSession({ process, stdin, stdout, stderr, tty: false, ...more })
  return { session, pair, stdin, stdout, stderr, end }
}

test('a detached run shows what it wrote and writes, to all who watch, and how it ended', {
  timeout: 120_000,
}, async (t) => {
  const line = 'echo early; echo err >&2; until [ -e /tmp/go ]; do sleep 0.01; done; echo late'
  const { platform, run, id } = await detached(t, line)
  const first = await watch(t, platform, run)
  await first.stdout.until(/early/)
  await first.stderr.until(/err/)
  const second = await watch(t, platform, run)
  assert.equal(second.session, first.session)
  await second.stdout.until(/early/)
  const { stdin, stdout, exit } = await engine.execContainer(id, {
    argv: ['touch', '/tmp/go'],
    env: {},
    tty: false,
  })
  stdin.end()
  stdout.resume()
  await exit
  await first.stdout.until(/late/)
  await platform.store.runs.finish(run.id, { exitCode: 7, reason: 'exited', message: null }, platform.now())
  for (const it of [first, second]) {
    assert.deepEqual(await it.end, { by: 'process', exitCode: 7, reason: 'exited' })
    assert.deepEqual([it.stdout.text(), it.stderr.text()], ['early\nlate\n', 'err\n'])
  }
})

test('who watches is told why it was ended', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await detached(t, 'echo up; exit 9')
  const { stdout, end } = await watch(t, platform, run)
  await stdout.until(/up/)
  const verdict = { exitCode: 124, reason: 'timed-out', message: 'timed out' }
  await platform.store.runs.finish(run.id, verdict, platform.now())
  assert.deepEqual(await end, { by: 'process', ...verdict })
})

test('nobody types into it, signals stay here, and it runs on when the last one leaves', {
  timeout: 120_000,
}, async (t) => {
  const { platform, run, id } = await detached(t, 'echo up; read it; echo "<$it>"; exec sleep 1000')
  const { session, pair, stdin, stdout } = await watch(t, platform, run)
  await stdout.until(/up/)
  stdin.end('typed\n')
  pair.client.terminate()
  await session.closed
  await until('nobody holds it', () => platform.sessions.find(run.id) === undefined)
  assert.equal((await engine.findContainer(id))?.state, 'running')
  const again = await watch(t, platform, run)
  assert.notEqual(again.session, session)
  await again.stdout.until(/up\n<>/)
  assert.equal(again.stdout.text(), 'up\n<>\n')
  again.pair.client.terminate()
})

test('two who come at once watch one session', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await detached(t, 'sleep 1000')
  const [first, second] = await Promise.all([getSession(platform, run), getSession(platform, run)])
  assert.equal(first, second)
})

test('the session of an attached run is the one that is held', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createDeployedApp(platform)
  const request = { app, user, from: '', command: { line: 'ls' }, env: {}, size: undefined, tty: false }
  const run = await createOneOff(platform, { ...request, attached: true })
  assert.equal(await getSession(platform, run), platform.sessions.find(run.id))
})

const ends: [end: { exitCode: number | null; message: string | null }, how: string][] = [
  [{ exitCode: 3, message: null }, 'exit code 3'],
  [{ exitCode: 143, message: 'stopped by mia' }, 'stopped by mia'],
  [{ exitCode: null, message: null }, 'how is not known'],
]
for (const [end, how] of ends) {
  test(`a run that has ended can not be joined: ${how}`, { timeout: 120_000 }, async (t) => {
    const { platform, run, app } = await detached(t, 'true')
    await platform.store.runs.finish(run.id, { ...end, reason: 'exited' }, platform.now())
    const over = await platform.store.runs.find(app.id, run.id)
    assert.ok(over)
    await assert.rejects(getSession(platform, over), {
      id: 'gone',
      message: `${run.dyno} has ended (${how}). \`qp run:list --all\` has its story.`,
    })
  })
}

test('nor one whose container is not there any more', { timeout: 120_000 }, async (t) => {
  const { platform, run, id } = await detached(t, 'true')
  await engine.removeContainer(id)
  await assert.rejects(getSession(platform, run), { id: 'gone', message: /is not there any more/ })
})

test('who watches hears of a run that can not be read any more', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await detached(t, 'sleep 60')
  platform.engine.readOutput = async () => {
    throw problem('not_found', 'No such container.')
  }
  const { end } = await watch(t, platform, run)
  const { exitCode, ...rest } = await end
  assert.deepEqual([exitCode, 'message' in rest && rest.message], [125, 'No such container.'])
})

test('books that can not be read for a moment are no end', { timeout: 120_000 }, async (t) => {
  const { platform, run } = await detached(t, 'true')
  let isAsked = false
  const { find } = platform.store.runs
  platform.store.runs.find = async (...asked) => {
    if (isAsked) return find(...asked)
    isAsked = true
    throw new Error('database is locked')
  }
  const { end } = await watch(t, platform, run)
  await until('the books were asked', () => isAsked)
  await platform.store.runs.finish(run.id, { exitCode: 3, reason: 'exited', message: null }, platform.now())
  assert.equal((await end).exitCode, 3)
})
