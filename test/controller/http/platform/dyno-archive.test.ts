import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import fastify from 'fastify'
import { pack } from 'tar-stream'
import type { Engine } from '../../../../src/controller/engine/engine.ts'
import { dynoArchiveRoutes } from '../../../../src/controller/http/platform/dyno-archive.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { dynoWithFiles } from '../../../fixtures/dyno-with-files.ts'
import { getTestEngine } from '../../../fixtures/engine.ts'
import { createTestPlatform } from '../../../fixtures/platform.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'
import { until } from '../../../fixtures/until.ts'

/** The server on a real port, with an app that has a real dyno. */
async function listen(t: TestContext, engine: Partial<Engine>) {
  const made = await createTestServer(t, { engine })
  await createEmptyApp(made.platform)
  await made.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = made.server.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/apps/blog/dynos/web.1/archive`
  return { ...made, url, headers: { authorization: `Bearer ${made.tokens.owner}` } }
}

const tarHeaders = { 'content-type': 'application/x-tar' }

test('in and out again, and who may', { timeout: 120_000 }, async (t) => {
  const { engine, read } = await dynoWithFiles(t)
  const { url, headers, call } = await listen(t, engine)
  const tar = pack()
  tar.entry({ name: 'new' }, 'content')
  tar.finalize()
  const body = Buffer.concat(await Readable.from(tar).toArray())
  const put = await fetch(`${url}?path=/app`, { method: 'PUT', headers: { ...headers, ...tarHeaders }, body })
  assert.equal(put.status, 204)
  assert.equal(await read('cat /app/new'), 'content')
  const got = await fetch(`${url}?path=/app/new`, { headers })
  assert.deepEqual([got.status, got.headers.get('content-type')], [200, 'application/x-tar'])
  assert.match(await got.text(), /^new\0.*content\0/s)
  const head = await fetch(`${url}?path=/app/new`, { method: 'HEAD', headers })
  assert.equal(head.status, 200)
  assert.equal((await call('stranger', 'GET', '/apps/blog/dynos/web.1/archive?path=/app')).status, 404)
})

test('a reader that stalls holds up the engine', { timeout: 120_000 }, async (t) => {
  const { engine } = await dynoWithFiles(t)
  let sent = 0
  const getArchive = async () =>
    Readable.from(
      (function* () {
        for (; sent < 2000; sent += 1) yield Buffer.alloc(64 * 1024)
      })(),
    )
  const { url, headers } = await listen(t, { ...engine, getArchive })
  const request = http.get(`${url}?path=/app`, { headers })
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
  let before = -1
  await until('the engine to be held up', async () => {
    const isHeld = sent === before && sent > 0
    before = sent
    await fetch(url.replace(/\/apps.*/, '/openapi.json')).then((it) => it.text())
    return isHeld
  })
  assert.ok(sent < 1000, `${sent} chunks were taken`)
  answer.destroy()
})

/** A tar that stops half way, and the request that sends it. */
function sendHalf(url: string, headers: http.OutgoingHttpHeaders): http.ClientRequest {
  const tar = pack()
  tar.entry({ name: 'half', size: 10_000_000 }).write(Buffer.alloc(100_000))
  const request = http.request(`${url}?path=/app`, { method: 'PUT', headers: { ...headers, ...tarHeaders } })
  request.on('error', () => {})
  Readable.from(tar).pipe(request, { end: false })
  return request
}

test('a client that goes away in the middle of its tar lets go of the dyno', {
  timeout: 120_000,
}, async (t) => {
  const { engine, read } = await dynoWithFiles(t)
  const heard = Promise.withResolvers<void>()
  const execContainer: Engine['execContainer'] = async (id, options) => {
    const exec = await getTestEngine().execContainer(id, options)
    if (options.argv[0] === 'tar') exec.stdin.once('pipe', () => heard.resolve())
    return exec
  }
  const { url, headers } = await listen(t, { ...engine, execContainer })
  const request = sendHalf(url, headers)
  await heard.promise
  request.destroy()
  assert.match(await read('echo free'), /free/)
})

test('one that stalls is cut off, either way', { timeout: 120_000 }, async (t) => {
  const { engine, read } = await dynoWithFiles(t, 'head -c 50000000 /dev/zero > big')
  const platform = await createTestPlatform(t, { engine })
  const { app } = await createEmptyApp(platform)
  const server = fastify()
  server.addHook('onRequest', async (request) => {
    request.caller = { user: undefined, token: undefined, app, collaboration: undefined }
  })
  dynoArchiveRoutes(server.withTypeProvider(), platform, 300)
  await server.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => server.close())
  const { port } = server.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/apps/blog/dynos/web.1/archive`
  const out = http.get(`${url}?path=/app/big`).on('error', () => {})
  const [answer] = (await once(out, 'response')) as [http.IncomingMessage]
  answer.on('error', () => {})
  assert.match(await read('echo free'), /free/)
  const half = sendHalf(url, {})
  await until('it to be cut off', () => half.destroyed)
  assert.match(await read('echo free'), /free/)
})

const refusals = [
  { path: '/none', status: 404, id: 'no_such_file' },
  { path: 'app', status: 422, id: 'invalid_params' },
  { path: '', status: 422, id: 'invalid_params' },
]
test('what is refused', { timeout: 120_000 }, async (t) => {
  const { engine } = await dynoWithFiles(t)
  const { url, headers } = await listen(t, engine)
  for (const { path, status, id } of refusals) {
    const got = await fetch(`${url}?path=${path}`, { headers })
    assert.deepEqual([got.status, ((await got.json()) as { id: string }).id], [status, id], path)
  }
  const none = await fetch(url.replace('web.1', 'web.2') + '?path=/', { headers })
  assert.deepEqual([none.status, ((await none.json()) as { id: string }).id], [404, 'not_found'])
  const json = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' }
  const noTar = await fetch(`${url}?path=/app`, json)
  assert.equal(noTar.status, 422)
  assert.match(await noTar.text(), /The body must be a tar/)
})

test('a refusal is heard by who still sends', { timeout: 120_000 }, async (t) => {
  const { engine } = await dynoWithFiles(t)
  const { url, headers } = await listen(t, engine)
  const request = http.request(`${url}?path=/none`, { method: 'PUT', headers: { ...headers, ...tarHeaders } })
  // The answer may be there, and the connection gone, before all was sent.
  request.on('error', () => {})
  const tar = pack()
  const file = tar.entry({ name: 'much', size: 20_000_000 }, () => tar.finalize())
  Readable.from(tar).pipe(request)
  Readable.from(Array.from({ length: 20 }, () => Buffer.alloc(1_000_000))).pipe(file as never)
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
  assert.equal(answer.statusCode, 404)
  assert.match(await text(answer), /web.1: No such file or folder: \/none/)
})
