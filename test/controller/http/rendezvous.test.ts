import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect as connectByTcp } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { connect, type TLSSocket } from 'node:tls'
import { HostedSession } from '../../../src/attach/hosted-session.ts'
import type { Run } from '../../../src/controller/domain/run.ts'
import { openRendezvous, type RendezvousLimits } from '../../../src/controller/http/rendezvous.ts'
import { localTerminalProcess } from '../../fixtures/local-process.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { until } from '../../fixtures/until.ts'

const limit = { timeout: 120_000 }
const size = { columns: 100, rows: 30 }
const run = { tty: true, command: 'sh' } as Run

async function open(t: TestContext, limits?: RendezvousLimits) {
  const platform = await createTestPlatform(t)
  const rendezvous = await openRendezvous(platform, { host: '127.0.0.1', port: 0 }, limits)
  t.after(() => rendezvous.close())
  const ca = await readFile(join(platform.settings.dataDir, 'rendezvous/ca.pem'), 'utf8')
  const dial = async (address: string, line = `${new URL(address).pathname.slice(1)}\r\n`) => {
    const socket = connect({
      host: '127.0.0.1',
      servername: 'localhost',
      port: Number(new URL(address).port),
      ca,
    })
    t.after(() => socket.destroy())
    socket.on('error', () => {})
    await once(socket, 'secureConnect')
    socket.write(line)
    return socket
  }
  return { platform, rendezvous, dial }
}

function aSession(t: TestContext) {
  const start = async () =>
    localTerminalProcess([
      'sh',
      '-c',
      'until [ "$(stty size)" = "30 100" ]; do :; done; stty size; read line; echo "got $line"',
    ])
  const session = new HostedSession({ tty: true, graceMs: 0, stopMs: 500, start })
  t.after(() => session.stop())
  return session
}

/** As the heroku program does: the first chunk is for nobody. */
function readAsHeroku(socket: TLSSocket): () => string {
  const chunks: string[] = []
  socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  return () => chunks.slice(1).join('')
}

test('a secret opens its session, once', limit, async (t) => {
  const { rendezvous, dial } = await open(t)
  const session = aSession(t)
  const guest = { id: 'one', isAllowed: async () => true }
  const address = rendezvous.offer('localhost', { run, session, size, guest })
  assert.match(address, /^rendezvous:\/\/localhost:\d+\/[\w-]{32}$/)
  const socket = await dial(address)
  const read = readAsHeroku(socket)
  await until('the output', () => read() === '30 100\r\n')
  const other = await dial(address)
  await once(other, 'close')
  socket.write('on\r')
  await once(socket, 'close')
  assert.match(read(), /got on\r\n$/)
  assert.equal((await session.ended).exitCode, 0)
})

test('what was never offered, or is no line, or is over, opens nothing', limit, async (t) => {
  const { rendezvous, dial } = await open(t)
  const session = aSession(t)
  const address = rendezvous.offer('localhost', {
    run,
    session,
    size,
    guest: { id: 'one', isAllowed: async () => true },
  })
  await once(await dial(address, 'nothing\r\n'), 'close')
  await once(await dial(address, 'nothing\r\nand more'), 'close')
  await once(await dial(address, 'x'.repeat(2000)), 'close')
  await session.stop()
  await once(await dial(address), 'close')
  assert.equal(session.isStarted, false)
})

test('what comes in one piece with the secret is typed', limit, async (t) => {
  const { rendezvous, dial } = await open(t)
  const session = aSession(t)
  const guest = { id: 'one', isAllowed: async () => true }
  const address = rendezvous.offer('localhost', { run, session, size, guest })
  const socket = await dial(address, `${new URL(address).pathname.slice(1)}\r\non\r`)
  const read = readAsHeroku(socket)
  await once(socket, 'close')
  assert.match(read(), /got on\r\n$/)
})

test('who lost the right since is let in no more', limit, async (t) => {
  const { rendezvous, dial } = await open(t)
  const session = aSession(t)
  const guest = { id: 'one', isAllowed: async () => false }
  await once(await dial(rendezvous.offer('localhost', { run, session, size, guest })), 'close')
  assert.equal(session.isStarted, false)
})

test('whose right can not be looked up is let go of', limit, async (t) => {
  const { platform, rendezvous, dial } = await open(t)
  const session = aSession(t)
  const isAllowed = async () => {
    throw new Error('database is locked')
  }
  await once(
    await dial(rendezvous.offer('localhost', { run, session, size, guest: { id: 'one', isAllowed } })),
    'close',
  )
  assert.equal(session.isStarted, false)
  assert.equal(platform.complaints.length, 1)
})

test('who is inside is shown out when the right is taken', limit, async (t) => {
  const { platform, rendezvous, dial } = await open(t)
  const session = aSession(t)
  let isAllowed = true
  const guest = { id: 'one', isAllowed: async () => isAllowed }
  const socket = await dial(rendezvous.offer('localhost', { run, session, size, guest }))
  const read = readAsHeroku(socket)
  await until('the output', () => read() === '30 100\r\n')
  isAllowed = false
  await platform.sessions.recheck()
  await once(socket, 'close')
  assert.match(read(), /qp: you may no longer work on this app\r\n$/)
})

test('an address that is taken is told with its flag', limit, async (t) => {
  const { platform, rendezvous } = await open(t)
  const guest = { id: 'one', isAllowed: async () => true }
  const port = Number(new URL(rendezvous.offer('localhost', { run, session: aSession(t), size, guest })).port)
  await assert.rejects(openRendezvous(platform, { host: '127.0.0.1', port }), /taken .*--rendezvous\.$/)
})

/** Connected, and nothing said: no TLS at all. */
function halfOpen(t: TestContext, address: string) {
  const socket = connectByTcp({ host: '127.0.0.1', port: Number(new URL(address).port) })
  t.after(() => socket.destroy())
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => {}).resume()
  return { socket, closed }
}

test('who says nothing is shown out: before TLS, and behind it', limit, async (t) => {
  const guest = { id: 'one', isAllowed: async () => true }
  const before = await open(t, { patience: 200 })
  const offer = { run, session: aSession(t), size, guest }
  await halfOpen(t, before.rendezvous.offer('localhost', offer)).closed
  // It is the time for the handshake too, which is to be done in it.
  const behind = await open(t, { patience: 2000 })
  await once(await behind.dial(behind.rendezvous.offer('localhost', offer), ''), 'close')
})

test('strangers from one address are few; who said a good secret is none', limit, async (t) => {
  const { rendezvous, dial } = await open(t, { mostStrangers: 2 })
  const guest = { id: 'one', isAllowed: async () => true }
  const offer = () => rendezvous.offer('localhost', { run, session: aSession(t), size, guest })
  const inside = readAsHeroku(await dial(offer()))
  await until('one is inside', () => inside() === '30 100\r\n')
  const address = offer()
  const one = await dial(address, '')
  await once(halfOpen(t, address).socket, 'connect')
  await halfOpen(t, address).closed
  one.destroy()
  await until('there is room again', async () => {
    const socket = await dial(address).catch(() => undefined)
    return socket !== undefined && !socket.destroyed
  })
})

test('there are never more than so many in all', limit, async (t) => {
  const { rendezvous } = await open(t, { most: 1 })
  const guest = { id: 'one', isAllowed: async () => true }
  const address = rendezvous.offer('localhost', { run, session: aSession(t), size, guest })
  const one = halfOpen(t, address)
  await once(one.socket, 'connect')
  await halfOpen(t, address).closed
  assert.equal(one.socket.destroyed, false)
})
