import assert from 'node:assert/strict'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createConnection } from '../../../../src/controller/engine/docker/connection.ts'
import type { DockerEndpoint } from '../../../../src/controller/engine/docker/endpoint.ts'
import { describeStranger } from '../../../../src/controller/engine/docker/stranger.ts'
import { portOf } from '../../../fixtures/http-server.ts'

const check = 'Check the host and the port: an engine has 2375, or 2376 with TLS, where nobody chose another.'

async function endpointOf(t: TestContext, server: Server): Promise<DockerEndpoint & { port: number }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return { transport: 'tcp', host: '127.0.0.1', port: portOf(server), tls: null }
}

function answering(status: number, body: string): RequestListener {
  return (_request, response) => void response.writeHead(status, { connection: 'close' }).end(body)
}

const strangers: [name: string, server: () => Server, said: string, next?: string][] = [
  [
    'a web server that knows no such page',
    () => createHttpServer(answering(404, '<html>\r\n<head><title>404 Not Found')),
    ' (HTTP 404, "<html>")',
  ],
  [
    'a web server with a page for all',
    () => createHttpServer(answering(200, '<!doctype html>')),
    ' (HTTP 200, "<!doctype html>")',
  ],
  ['another API', () => createHttpServer(answering(200, '{"name":"qp"}')), ' (HTTP 200, "{"name":"qp"}")'],
  [
    'an API that wants a token',
    () => createHttpServer(answering(401, '{"message":"no"}')),
    ' (HTTP 401, "no")',
  ],
  ['a proxy in trouble', () => createHttpServer(answering(502, '<html>')), ' (HTTP 502, "<html>")'],
  ['nothing to say', () => createHttpServer(answering(404, '')), ' (HTTP 404)'],
  [
    'a database',
    () =>
      createTcpServer(
        (socket) => void socket.on('error', () => {}).end('-ERR \u0007unknown command\r\nmore'),
      ),
    ' ("-ERR ?unknown command")',
  ],
  [
    'a shell',
    () => createTcpServer((socket) => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2p1\r\n')),
    ' ("SSH-2.0-OpenSSH_9.2p1")',
    'An engine that is reached by ssh is written ssh://USER@HOST.',
  ],
]
for (const [name, server, said, next = check] of strangers)
  test(`${name} is no engine`, async (t) => {
    const endpoint = await endpointOf(t, server())
    await assert.rejects(createConnection({ endpoint }).ping(), {
      id: 'engine_unavailable',
      message: `What answers at tcp://127.0.0.1:${endpoint.port} is no Docker Engine${said}. ${next}`,
    })
  })

test('an engine that refuses is one all the same', async (t) => {
  for (const [status, message] of [
    [403, 'authorization denied by plugin'],
    [500, 'the daemon is not well'],
  ] as const) {
    const endpoint = await endpointOf(t, createHttpServer(answering(status, JSON.stringify({ message }))))
    await assert.rejects(createConnection({ endpoint }).ping(), { message: `Docker: ${message}` })
  }
})

test('what speaks TLS alone is told so', async (t) => {
  // A fatal alert, as OpenSSL sends it for what is no TLS (RFC 8446, 6).
  const alert = Buffer.from([0x15, 3, 1, 0, 2, 2, 70])
  const nginx = '<html>\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>'
  for (const server of [
    createTcpServer((socket) => void socket.on('error', () => {}).end(alert)),
    createHttpServer(answering(400, nginx)),
  ])
    await assert.rejects(createConnection({ endpoint: await endpointOf(t, server) }).ping(), {
      id: 'engine_unavailable',
      message: /^Docker at tcp:\/\/127\.0\.0\.1:\d+ speaks TLS alone\./,
    })
})

test('a long line is cut', () => {
  const { message } = describeStranger({ transport: 'socket', path: '/x' }, { said: 'y'.repeat(500) })
  assert.match(message, /^What answers at \/x is no Docker Engine \("y{80}…"\)\./)
})
