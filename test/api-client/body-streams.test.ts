import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { controllerHttp } from '../../src/api-client/http.ts'
import { until } from '../fixtures/until.ts'

async function serve(t: TestContext, listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return controllerHttp({ url: `http://127.0.0.1:${port}`, token: 'secret-token' })
}

const refusal = JSON.stringify({ id: 'no_such_file', message: 'No such file.' })

test('a body comes as it is sent, with the token asked for', async (t) => {
  const http = await serve(t, (request, response) => {
    response.write(`${request.method} ${request.url} ${request.headers.authorization} `)
    response.end('and more')
  })
  assert.equal(await text(await http.download('/a?b=c')), 'GET /a?b=c Bearer secret-token and more')
})

test('a refusal is no body', async (t) => {
  const http = await serve(t, (_request, response) => {
    response.writeHead(404).end(refusal)
  })
  const said = { name: 'ApiError', status: 404, code: 'no_such_file', message: 'No such file.' }
  await assert.rejects(http.download('/a'), said)
  await assert.rejects(http.upload('/a', 'text/plain', Readable.from(['x'])), said)
})

test('a connection that breaks breaks the body, and does not tell the token', async (t) => {
  const http = await serve(t, (_request, response) => {
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const error = await text(await http.download('/a')).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof Error, String(error))
  assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), /secret-token/)
})

test('a reader that stalls holds up the controller; one that goes ends the request', async (t) => {
  let isClosed = false
  let sent = 0
  const http = await serve(t, (_request, response) => {
    response.on('close', () => {
      isClosed = true
    })
    while (response.write(Buffer.alloc(64 * 1024))) sent += 1
    response.on('drain', () => {
      while (sent < 5000 && response.write(Buffer.alloc(64 * 1024))) sent += 1
    })
  })
  const body = await http.download('/a')
  let before = -1
  await until('it to be held up', () => {
    const isHeld = before === sent && body.readableLength > 0
    before = sent
    return isHeld
  })
  assert.ok(sent < 2000, `${sent} chunks were sent`)
  body.destroy()
  await until('the request to end', () => isClosed)
})

test('a body is sent as it comes', async (t) => {
  let seen = ''
  const http = await serve(t, async (request, response) => {
    seen = `${request.method} ${request.headers['content-type']} ${await text(request)}`
    response.writeHead(204).end()
  })
  await http.upload('/a', 'application/x-tar', Readable.from(['a', 'b']))
  assert.equal(seen, 'PUT application/x-tar ab')
})

test('a refusal is heard while the body is still being sent', async (t) => {
  const http = await serve(t, (request, response) => {
    request.resume()
    response.writeHead(404).end(refusal)
  })
  const body = new PassThrough()
  body.write('never ends')
  await assert.rejects(http.upload('/a', 'text/plain', body), { code: 'no_such_file' })
  assert.equal(body.destroyed, true)
})

test('a body that breaks is its own error', async (t) => {
  const http = await serve(t, (request) => request.resume())
  const body = new PassThrough()
  body.write('x')
  setImmediate(() => body.destroy(new Error('the file is gone')))
  await assert.rejects(http.upload('/a', 'text/plain', body), { message: 'the file is gone' })
})

test('nobody there', async () => {
  const http = controllerHttp({ url: 'http://127.0.0.1:1' })
  await assert.rejects(http.download('/a'), { name: 'UserError', code: 'unreachable' })
  await assert.rejects(http.upload('/a', 'text/plain', Readable.from(['x'])), { code: 'unreachable' })
})
