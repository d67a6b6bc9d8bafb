import assert from 'node:assert/strict'
import { json } from 'node:stream/consumers'
import { test } from 'node:test'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { localServer } from '../../fixtures/http-server.ts'

test('logs.read makes a session with the token, and reads its address without', async (t) => {
  const seen: (string | undefined)[][] = []
  const { url } = await localServer(t, (request, response) => {
    seen.push([request.method, request.url, request.headers.authorization, request.headers.accept])
    if (request.method === 'GET') return response.end('data: one\n\ndata: two\ndata: three\n\n')
    response.setHeader('content-type', 'application/json').end('{"logplex_url":"/stream?key=secret"}')
  })
  const api = platformController({ url, token: 'mine' })
  assert.deepEqual(await all(api.logs.read('blog', { lines: 3 })), ['one', 'two', 'three'])
  assert.deepEqual(seen, [
    ['POST', '/apps/blog/log-sessions', 'Bearer mine', 'application/vnd.heroku+json; version=3'],
    ['GET', '/stream?key=secret', undefined, 'text/event-stream'],
  ])
})

test('a tail opens another session where a restarted controller does not know the one before', async (t) => {
  const sessions: unknown[] = []
  const streams: unknown[][] = []
  const { url } = await localServer(t, async (request, response) => {
    if (request.method === 'GET') {
      streams.push([request.url, request.headers['last-event-id']])
      if (streams.length === 1) return response.end('id: 7\ndata: one\n\n')
      if (request.url === '/stream/2') return response.end('id: 8\ndata: two\n\n')
      return response
        .writeHead(404)
        .end('{"id":"not_found","message":"No such log session, or it has expired."}')
    }
    sessions.push(await json(request))
    response.setHeader('content-type', 'application/json').end(`{"logplex_url":"/stream/${sessions.length}"}`)
  })
  const api = platformController({ url, token: 'mine' })
  const seen: string[] = []
  for await (const line of api.logs.read('blog', { lines: 3, tail: true, source: 'app' }))
    if (seen.push(line) === 2) break
  assert.deepEqual(seen, ['one', 'two'])
  assert.deepEqual(sessions, [
    { lines: 3, tail: true, source: 'app' },
    { lines: 1500, tail: true, source: 'app' },
  ])
  assert.deepEqual(streams, [
    ['/stream/1', undefined],
    ['/stream/1', '7'],
    ['/stream/2', '7'],
  ])
})

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = []
  for await (const line of lines) seen.push(line)
  return seen
}
