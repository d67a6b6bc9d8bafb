import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { dial } from '../../../../src/controller/engine/docker/dial.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { listenOnSocket } from '../../../fixtures/socket-server.ts'
import { tlsServer } from '../../../fixtures/tls-server.ts'

const question = 'GET / HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n'

test('a socket', async (t) => {
  const server = createHttpServer((_, response) => response.end('by socket'))
  const connection = dial(await listenOnSocket(t, server))
  connection.write(question)
  assert.match(await text(connection), /by socket/)
})

test('TCP in plain text; ending it half-closes', async (t) => {
  const port = await listenForText(t)
  const connection = dial({ transport: 'tcp', host: '127.0.0.1', port, tls: null })
  connection.end('all of it')
  assert.equal(await text(connection), 'got: all of it')
})

test('TLS, with its own authority, and with none asked for', async (t) => {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, authority.issue(['localhost']))
  const ca = readFileSync(authority.caFile, 'utf8')
  const tls = { ca, cert: null, key: null, verify: true, folder: null }
  for (const verified of [tls, { ...tls, ca: null, verify: false }]) {
    const connection = dial({ transport: 'tcp', host: 'localhost', port, tls: verified })
    connection.write(question)
    assert.match(await text(connection), /\{"ok":true\}$/)
  }
})

test('what can not be reached is an error of the connection', async () => {
  const connection = dial({ transport: 'socket', path: '/nowhere/docker.sock' })
  await assert.rejects(text(connection), { code: 'ENOENT' })
})

test('an address that never answers is given up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  // A server that takes the connection and never says a word of TLS.
  const port = await listenForText(t)
  const tls = { ca: null, cert: null, key: null, verify: true, folder: null }
  const connection = dial({ transport: 'tcp', host: '127.0.0.1', port, tls })
  const ended = assert.rejects(text(connection), { code: 'ETIMEDOUT', message: 'no answer within 30 s' })
  t.mock.timers.tick(30_000)
  await ended
})

/** Takes all there is and then says what it got. */
async function listenForText(t: TestContext): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    void text(socket).then(
      (all) => socket.end(`got: ${all}`),
      () => {},
    )
    t.after(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  return (server.address() as AddressInfo).port
}
