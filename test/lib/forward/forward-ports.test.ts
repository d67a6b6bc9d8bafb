import assert from 'node:assert/strict'
import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { findFreePort } from '../../../acceptance/runner/free-ports.ts'
import { RemoteExit } from '../../../src/lib/errors.ts'
import { type ForwardOptions, forwardPorts } from '../../../src/lib/forward/forward-ports.ts'
import { forwardingController, portInDyno } from '../../fixtures/forwarding.ts'
import { listenOnLoopback } from '../../fixtures/http-server.ts'
import { type FakeTerminal, fakeTerminal } from '../../fixtures/terminal.ts'
import { until } from '../../fixtures/until.ts'

const timeout = 120_000

/** Runs until it listens; `ports` is where. */
async function forwarding(t: TestContext, remotes: readonly number[], options: Partial<ForwardOptions> = {}) {
  const controller = await forwardingController(t)
  const terminal: FakeTerminal = fakeTerminal()
  const said: string[] = []
  const ended = forwardPorts({
    api: controller.api,
    app: 'blog',
    dyno: 'web.1',
    pairs: remotes.map((remote) => ({ local: 0, remote })),
    terminal,
    say: (line) => void said.push(line),
    ...options,
  }).catch((error: unknown) => error)
  t.after(() => terminal.signal('SIGINT'))
  await Promise.race([ended, until('it listens', () => said.at(-1) === 'Use Ctrl-C to stop.')])
  const ports = said.flatMap((line) => /^Listening on (\d+) /.exec(line)?.[1] ?? []).map(Number)
  return { ...controller, terminal, said, ended, ports }
}

const talk = (port: number | undefined, said: string) => {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1', allowHalfOpen: true })
  socket.end(said)
  return text(socket)
}

test('carries from ports here to ports of the dyno, until Ctrl-C', { timeout }, async (t) => {
  const one = await portInDyno(t, (taken) => taken.pipe(taken))
  const two = await portInDyno(t, (taken) => taken.resume().end('two'))
  const { said, ports, ended, terminal } = await forwarding(t, [one.port, two.port])
  assert.deepEqual(said, [
    `Listening on ${ports[0]} and forwarding to web.1:${one.port}`,
    `Listening on ${ports[1]} and forwarding to web.1:${two.port}`,
    'Use Ctrl-C to stop.',
  ])
  assert.deepEqual(
    await Promise.all([talk(ports[0], 'hello'), talk(ports[0], 'again'), talk(ports[1], '')]),
    ['hello', 'again', 'two'],
  )
  assert.equal(terminal.signal('SIGINT'), true)
  assert.deepEqual(await ended, new RemoteExit(130))
  await assert.rejects(talk(ports[0], ''), { code: 'ECONNREFUSED' })
  assert.equal(terminal.stderrText(), '')
})

test('where nothing listens, each connection costs a line and is reset', { timeout }, async (t) => {
  const remote = await findFreePort()
  const { ports, terminal } = await forwarding(t, [remote])
  for (const _ of [1, 2]) await assert.rejects(talk(ports[0], 'hello'), { code: 'ECONNRESET' })
  const line = `web.1:${remote}: Nothing listens on port ${remote} of web.1, or only on 127.0.0.1 inside it: let it listen on 0.0.0.0.\n`
  assert.equal(terminal.stderrText(), line + line)
})

test('ends with the dyno, and lets go of the ports', { timeout }, async (t) => {
  const { port } = await portInDyno(t)
  const { ports, ended, endDyno } = await forwarding(t, [port])
  const cut = assert.rejects(talk(ports[0], 'hello'))
  endDyno()
  assert.equal(((await ended) as { code?: string }).code, 'dyno_gone')
  await cut
  await assert.rejects(talk(ports[0], ''), { code: 'ECONNREFUSED' })
})

test('takes all of the ports, or none', { timeout }, async (t) => {
  const taken = await listenOnLoopback(t, createServer())
  const free = await findFreePort()
  const pairs = [
    { local: free, remote: 5000 },
    { local: taken, remote: 5001 },
  ]
  const { ended, said } = await forwarding(t, [], { pairs })
  assert.equal(((await ended) as { code?: string }).code, 'port_taken')
  assert.deepEqual(said, [])
  await assert.rejects(talk(free, ''), { code: 'ECONNREFUSED' })
})
