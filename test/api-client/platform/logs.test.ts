import assert from 'node:assert/strict'
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

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = []
  for await (const line of lines) seen.push(line)
  return seen
}
