import assert from 'node:assert/strict'
import type { Duplex } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { type WebSocket, WebSocketServer } from 'ws'
import { controllerHttp } from '../../../src/api-client/http.ts'
import { attachRun } from '../../../src/api-client/platform/attach-run.ts'
import type { ConnectionState } from '../../../src/attach/websocket-process.ts'
import { connectProxy } from '../../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../../fixtures/http-server.ts'
import { aRun } from '../../fixtures/resources.ts'
import { until } from '../../fixtures/until.ts'

const ended = { ended_at: '2026-08-01T12:00:00Z', attach_url: null }

test('a run that timed out before its client came ends as any that times out', async (t) => {
  const message = 'timed out: it may run for 1 seconds'
  await assert.rejects(attach(t, { ...ended, exit_code: 124, reason: 'timed-out', message }), {
    name: 'UserError',
    code: 'timed_out',
    exitCode: 124,
    message: `${message}.`,
  })
})

test('where nobody knows how it ended, the controller’s own words are passed on', async (t) => {
  await assert.rejects(attach(t, { ...ended, exit_code: 0, reason: 'exited', message: null }), {
    name: 'ApiError',
    code: 'gone',
    message: 'run.1 has ended.',
  })
})

test('a terminal whose connection is lost comes back as the same client, and says how far it got', {
  timeout: 120_000,
}, async (t) => {
  const far = await controllerOf(t)
  const states: ConnectionState[] = []
  const options = { tty: true, role: 'take', onConnection: (it: ConnectionState) => states.push(it) } as const
  const process = await attachRun(far.http(), far.target, options)
  far.sockets[0]?.send('\u0003{"status":"attached","stdin":0,"stdout":40,"stderr":0,"types":true}', {
    binary: true,
  })
  far.sockets[0]?.send('\u0001ab', { binary: true })
  await until('it was shown', () => process.stdout.readableLength === 2)
  far.sockets[0]?.terminate()
  await until('it is back', () => states.includes('back'))
  const [first, second] = far.queries
  assert.equal(first?.['role'], 'take')
  assert.match(first?.['client'] ?? '', /^[0-9a-f-]{36}$/)
  assert.deepEqual(second, { ...first, stdout: '42', stderr: '0' })
  process.destroy()
})

test('a terminal whose process ended meanwhile ends as the books say', { timeout: 120_000 }, async (t) => {
  const far = await controllerOf(t)
  const process = await attachRun(far.http(), far.target, { tty: true })
  const end = { exitCode: 137, reason: 'out-of-memory', message: 'killed: out of memory' }
  far.end({ exit_code: end.exitCode, reason: end.reason, message: end.message })
  far.sockets[0]?.terminate()
  assert.deepEqual(await process.exit, end)
})

test('pipes that lose their connection are lost: the books say what the loss did to the process', {
  timeout: 120_000,
}, async (t) => {
  const far = await controllerOf(t)
  const process = await attachRun(far.http(), far.target, { tty: false })
  far.end({ exit_code: 143, reason: 'exited', message: null })
  far.sockets[0]?.terminate()
  const { exitCode, reason } = await process.exit
  assert.deepEqual([exitCode, reason], [255, 'connection-lost'])
})

test('a connection that is lost while the run runs on is lost, and nothing more is claimed', {
  timeout: 120_000,
}, async (t) => {
  const far = await controllerOf(t)
  const process = await attachRun(far.http(), far.target, { tty: false })
  far.sockets[0]?.terminate()
  assert.equal((await process.exit).reason, 'connection-lost')
})

test('where nothing listens any more the controller is gone, unless a proxy says so', {
  timeout: 120_000,
}, async (t) => {
  for (const isProxied of [false, true]) {
    const far = await controllerOf(t)
    const proxy = await connectProxy(t, { routes: { 'qp.test:5005': portOf(far.server) } })
    const http = isProxied ? far.http('http://qp.test:5005', proxy.url) : far.http()
    const process = await attachRun(http, far.target, { tty: false })
    far.server.close()
    far.server.closeAllConnections()
    far.sockets[0]?.terminate()
    const { exitCode, reason } = await process.exit
    const expected = isProxied
      ? { exitCode: 255, reason: 'connection-lost' }
      : { exitCode: 254, reason: 'controller-gone' }
    assert.deepEqual({ exitCode, reason }, expected)
  }
})

/** A controller with one run: it takes whoever attaches, until the run has ended. */
async function controllerOf(t: TestContext) {
  let run = aRun('run.1')
  const { server, url } = await localServer(t, (_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(run))
  })
  const queries: Record<string, string>[] = []
  const sockets: WebSocket[] = []
  const listener = new WebSocketServer({ noServer: true, handleProtocols: () => 'qp.attach.v1' })
  server.on('upgrade', (request, socket, head) => {
    if (run.ended_at) return refuse(socket)
    queries.push(Object.fromEntries(new URL(request.url ?? '', url).searchParams))
    listener.handleUpgrade(request, socket, head, (opened) => void sockets.push(opened))
  })
  t.after(() => {
    for (const socket of sockets) socket.terminate()
  })
  return {
    server,
    queries,
    sockets,
    target: { id: 'run-1', app: 'blog', name: 'run.1', url: '/attach/1' },
    http: (address = url, proxy?: string) =>
      controllerHttp({
        url: address,
        token: 'mine',
        retryDelays: [],
        network: proxy === undefined ? {} : { env: { ALL_PROXY: proxy } },
      }),
    end(how: Partial<typeof run>) {
      run = { ...run, ...ended, ...how }
    },
  }
}

/** A controller that refuses the session, with these books. */
async function attach(t: TestContext, books: object) {
  const { server, url } = await localServer(t, (_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...aRun('run.1'), ...books }))
  })
  server.on('upgrade', (_, socket) => refuse(socket))
  const target = { id: 'run-1', app: 'blog', name: 'run.1', url: '/attach/1' }
  return attachRun(controllerHttp({ url, token: 'mine' }), target, { tty: false })
}

function refuse(socket: Duplex): void {
  const body = JSON.stringify({ id: 'gone', message: 'run.1 has ended.' })
  socket.end(`HTTP/1.1 410 Gone\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`)
}
