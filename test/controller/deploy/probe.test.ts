import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { probeDyno } from '../../../src/controller/deploy/probe.ts'
import type { Probe } from '../../../src/controller/domain/health-check.ts'
import { problem } from '../../../src/controller/domain/problem.ts'
import type { Engine, ExecOptions } from '../../../src/controller/engine/engine.ts'
import { fakeEngine } from '../../fixtures/fake-engine.ts'
import { healthServer } from '../../fixtures/health-server.ts'

const dyno = { containerId: 'c1', containerPort: null as number | null }

function ask(
  engine: Partial<Engine>,
  probe: Probe,
  { timeout = 5, containerPort = dyno.containerPort } = {},
) {
  return probeDyno(
    fakeEngine({ findAddress: async () => '127.0.0.1', ...engine }),
    { ...dyno, containerPort },
    { check: { probe, timeout }, hostname: 'blog.apps.example', signal: new AbortController().signal },
  )
}

for (const [status, why] of [
  [200, undefined],
  [204, undefined],
  [302, undefined],
  [404, 'answered 404'],
  [503, 'answered 503'],
] as const) {
  test(`httpGet: ${status} ${why === undefined ? 'is well' : 'is not'}`, async (t) => {
    const server = await healthServer(t)
    server.status = status
    assert.equal(await ask({}, server.check().probe), why)
    assert.deepEqual(server.asked, ['/ready blog.apps.example'])
  })
}

test("httpGet: the app may name the Host; without a port it is the dyno's", async (t) => {
  const server = await healthServer(t)
  const probe: Probe = { kind: 'httpGet', port: null, path: '/x?y=1', headers: [['HOST', 'www.example.com']] }
  assert.equal(await ask({}, probe, { containerPort: server.port }), undefined)
  assert.deepEqual(server.asked, ['/x?y=1 www.example.com'])
  assert.equal(await ask({}, probe), 'has no address')
  assert.equal(await ask({ findAddress: async () => undefined }, probe), 'has no address')
})

test('tcpSocket: a connection is enough; none is not', async (t) => {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  assert.equal(await ask({}, { kind: 'tcpSocket', port }), undefined)
  server.close()
  await once(server, 'close')
  assert.match((await ask({}, { kind: 'tcpSocket', port })) ?? '', /^failed: .*ECONNREFUSED/)
})

test('what says nothing in time is not well', async (t) => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const probe: Probe = { kind: 'httpGet', port, path: '/', headers: [] }
  assert.equal(await ask({}, probe, { timeout: 0.05 }), 'said nothing for 0.05 seconds')
})

/** An engine that runs a command, which exits so. */
function execs(exit: Promise<number>) {
  const seen: unknown[] = []
  let isLetGo = false
  const execContainer = async (id: string, options: ExecOptions) => {
    seen.push([id, options])
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
    const destroy = () => {
      isLetGo = true
    }
    return { stdin, stdout, stderr, exit, destroy, resize: async () => {} }
  }
  return { execContainer, seen, isLetGo: () => isLetGo }
}

for (const code of [0, 1, 127]) {
  test(`exec: a command that exits ${code}`, async () => {
    const { seen, isLetGo, ...engine } = execs(Promise.resolve(code))
    const why = await ask(engine, { kind: 'exec', command: ['test', '-f', '/x'] })
    assert.equal(why, code === 0 ? undefined : `exited with ${code}`)
    assert.deepEqual(seen, [['c1', { argv: ['test', '-f', '/x'], env: {}, tty: false }]])
    assert.ok(isLetGo())
  })
}

test('exec: a command that does not end is not waited for', async () => {
  const { isLetGo, execContainer } = execs(new Promise(() => {}))
  const why = await ask({ execContainer }, { kind: 'exec', command: ['sleep'] }, { timeout: 0.05 })
  assert.equal(why, 'said nothing for 0.05 seconds')
  assert.ok(isLetGo())
})

test('a dyno that does not run is not well; an engine that is away says nothing about it', async () => {
  const fails = (error: Error) => ({
    execContainer: async () => {
      throw error
    },
  })
  const probe: Probe = { kind: 'exec', command: ['true'] }
  assert.equal(await ask(fails(problem('conflict', 'it does not run')), probe), 'failed: it does not run')
  await assert.rejects(ask(fails(problem('engine_unavailable', 'away')), probe), { id: 'engine_unavailable' })
})
