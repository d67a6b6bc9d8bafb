import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { findDialect } from '../../src/api-client/find-dialect.ts'
import { localServer } from '../fixtures/http-server.ts'
import { createTestServer } from '../fixtures/test-server.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

test('a controller of qp is known for one, though it speaks the other dialect too', async (t) => {
  const { server } = await createTestServer(t)
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  assert.equal(await findDialect(url, {}), 'platform')
})

const notFound = '<h1>Not Found</h1><p>The requested resource was not found on this server.</p>'

function deis(version: string, path: string): Listener {
  return (request, response) => {
    response.setHeader('DEIS_API_VERSION', version)
    if (request.url !== path) return response.writeHead(404, { 'content-type': 'text/html' }).end(notFound)
    response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Token' })
    return response.end('{"detail":"Authentication credentials were not provided."}')
  }
}

/** The router in front of a Deis controller of old sends on what begins with /v1 alone. */
const behindRouter: Listener = (request, response) => {
  if (request.url?.startsWith('/v1/')) return deis('1.7', '/v1/')(request, response)
  return response.writeHead(404).end(notFound)
}

const heroku: Listener = (_, response) => {
  response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer realm="x"' })
  response.end('{"id":"unauthorized","message":"There were no credentials in your `Authorization` header."}')
}

const cases: [string, string, Listener][] = [
  ['the Platform API elsewhere', 'platform', heroku],
  ['Deis Workflow', 'deis', deis('2.3', '/v2/')],
  ['a later Hephy', 'deis', deis('2.4', '/v2/')],
  ['Deis v1', 'deis-v1', deis('1.7', '/v1/')],
  ['Deis v1 behind its router', 'deis-v1', behindRouter],
]

for (const [name, expected, listener] of cases) {
  test(`${name} is ${expected}, and hears nothing secret`, async (t) => {
    const { url, heard } = await recording(t, listener)
    assert.equal(await findDialect(url, {}), expected)
    assert.ok(heard.length > 0)
    for (const { headers } of heard)
      assert.deepEqual([headers.authorization, headers.cookie], [undefined, undefined])
  })
}

const strangers: [string, Listener][] = [
  ['a web site', (_, response) => response.end('<html>')],
  ['an app that answers in JSON', (_, response) => response.end('{"id":"1","message":"hello"}')],
  ['a log in of its own', (_, response) => response.writeHead(401).end('{"error":"no"}')],
  ['what moves a page', (_, response) => response.writeHead(302, { location: '/login' }).end()],
]

for (const [name, listener] of strangers) {
  test(`${name} is no controller`, async (t) => {
    const { url } = await recording(t, listener)
    await assert.rejects(findDialect(url, {}), {
      code: 'no_controller',
      message: `what answers at ${url} is no controller that qp knows.`,
    })
  })
}

test('what is sent on to another host is told, and not followed', async (t) => {
  const other = await recording(t, heroku)
  const { url } = await recording(t, (_, response) =>
    response.writeHead(301, { location: `${other.url}/account` }).end(),
  )
  await assert.rejects(findDialect(url, {}), {
    code: 'redirected',
    hint: `Nothing was sent there. If that is the controller that you mean: \`qp login ${other.url}\`.`,
  })
  assert.deepEqual(other.heard, [])
})

test('where nothing listens, that is said', async () => {
  await assert.rejects(findDialect('http://127.0.0.1:1', {}), { code: 'unreachable' })
})

async function recording(t: TestContext, listener: Listener) {
  const heard: IncomingMessage[] = []
  const { url } = await localServer(t, (request, response) => {
    heard.push(request)
    listener(request, response)
  })
  return { url, heard }
}
