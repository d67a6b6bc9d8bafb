import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import type { ProcessEnd } from '../../src/attach/frames.ts'
import { HostedSession, type HostedSessionOptions } from '../../src/attach/hosted-session.ts'
import { RendezvousConnection } from '../../src/attach/rendezvous-connection.ts'
import { localProcess, localTerminalProcess } from '../fixtures/local-process.ts'
import { tlsPair } from '../fixtures/tls-pair.ts'
import { until } from '../fixtures/until.ts'

const limit = { timeout: 120_000 }

/** A session with one client by rendezvous: what the client's end of the connection gets, and the connection. */
async function open(
  t: TestContext,
  {
    wantsExitMarker = false,
    ...options
  }: Partial<HostedSessionOptions> & Pick<HostedSessionOptions, 'start'> & { wantsExitMarker?: boolean },
) {
  const [client, socket] = await tlsPair(t)
  const tty = options.tty ?? false
  const session = new HostedSession({ tty, graceMs: 60_000, stopMs: 500, ...options })
  t.after(() => session.stop())
  const connection = new RendezvousConnection(socket, { tty, wantsExitMarker })
  const joined = session.join(connection, { id: 'one', role: 'type' })
  let received = Buffer.alloc(0)
  client.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
  })
  return { client, session, connection, joined, read: () => received.toString(), bytes: () => received }
}

/** As the heroku program does, it waits until it has gone. */
function write(client: TLSSocket, data: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    client.write(data, (error) => (error ? reject(error) : resolve()))
  })
}

test('the greeting, the output, stderr with it, and the end', limit, async (t) => {
  const start = async () => localProcess(['sh', '-c', 'echo out; echo err >&2; exit 3'])
  const { client, read, session, joined } = await open(t, { start })
  client.write('\u0004')
  await once(client, 'end')
  assert.match(read(), /^rendezvous\r\n(out\nerr|err\nout)\n$/)
  client.end()
  await joined
  assert.equal((await session.ended).exitCode, 3)
})

test('one whose input is still to end is closed when it has', limit, async (t) => {
  const start = async () => localTerminalProcess(['sh', '-c', 'echo done'])
  const { client, read, session } = await open(t, { tty: true, start })
  await session.ended
  await until('all was read', () => read() === 'rendezvous\r\ndone\r\n')
  assert.equal(client.readableEnded, false)
  client.write('\u0004')
  await once(client, 'end')
})

test('input goes to a terminal as it was typed', limit, async (t) => {
  const start = async () => localTerminalProcess(['sh', '-c', 'read name; echo "hello $name"'])
  const { client, read } = await open(t, { tty: true, start })
  await until('greeted', () => read().startsWith('rendezvous\r\n'))
  client.write('Ann\r')
  await until('answered', () => read().includes('hello Ann'))
})

test('Ctrl-D ends the input where there is no terminal', limit, async (t) => {
  const start = async () => localProcess(['wc', '-c'])
  const { client, read } = await open(t, { start })
  await write(client, '12345')
  client.write('\u0004')
  await once(client, 'end')
  assert.match(read(), /^rendezvous\r\n\s*5\n$/)
})

test('one that only ends what was written is input like any other', limit, async (t) => {
  const start = async () => localProcess(['wc', '-c'])
  const { client, read } = await open(t, { start })
  // As an archive may have it, at the end of a chunk that is not its last.
  await write(client, '12345\u0004')
  await write(client, '789')
  client.write('\u0004')
  await once(client, 'end')
  assert.match(read(), /^rendezvous\r\n\s*9\n$/)
})

test('more input than fits is taken at the pace of the process', limit, async (t) => {
  const start = async () => localProcess(['wc', '-c'])
  const { client, read } = await open(t, { start })
  const size = 8 * 1024 * 1024
  await write(client, Buffer.alloc(size, 'x'))
  client.write('\u0004')
  await once(client, 'end')
  assert.match(read(), new RegExp(`^rendezvous\r\n\\s*${size}\n$`))
})

test('more output than fits arrives whole', limit, async (t) => {
  const start = async () => localProcess(['head', '-c', '8000000', '/dev/zero'])
  const { client, bytes } = await open(t, { start })
  client.write('\u0004')
  await once(client, 'end')
  assert.equal(bytes().length, 'rendezvous\r\n'.length + 8_000_000)
})

test(
  'one that was not started is greeted all the same, and told why; its code is said where it is asked for',
  limit,
  async (t) => {
    const end: ProcessEnd = { exitCode: 125, reason: 'not-started', message: 'no such image' }
    const { client, read } = await open(t, { wantsExitMarker: true, start: async () => end })
    client.write('\u0004')
    await once(client, 'end')
    assert.equal(read(), 'rendezvous\r\nqp: no such image\r\n\uFFFF heroku-command-exit-status: 125\r\n')
  },
)

test('who goes before the end takes the process along, without a time of grace', limit, async (t) => {
  const start = async () => localTerminalProcess(['sleep', '1000'])
  const { client, session, read } = await open(t, { tty: true, start })
  await until('greeted', () => read() !== '')
  client.destroy()
  assert.equal((await session.ended).reason, 'exited')
  await session.closed
})

test('who is shown out reads why, and is gone even without reading', limit, async (t) => {
  const start = async () => localProcess(['sleep', '1000'])
  const { client, read, connection, joined } = await open(t, { start })
  await until('greeted', () => read() !== '')
  connection.close(4003, 'you may no longer work on this app')
  await once(client, 'end')
  assert.match(read(), /qp: you may no longer work on this app\r\n$/)
  await joined
})

test('who is shown out before the process runs hears why, and of the start no more', limit, async (t) => {
  const starting = Promise.withResolvers<void>()
  const start = async () => {
    await starting.promise
    return localProcess(['sh', '-c', 'echo out'])
  }
  const { client, session, connection, joined, read } = await open(t, { start })
  const ended = once(client, 'end')
  connection.close(4003, 'you may no longer work on this app')
  starting.resolve()
  await session.ended
  await ended
  await joined
  assert.equal(read(), 'rendezvous\r\nqp: you may no longer work on this app\r\n')
})
