import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import { createAgents } from '../../src/api-client/agents.ts'
import { type LogStreamOptions, readLogStream } from '../../src/api-client/log-stream.ts'
import { ApiError, UserError } from '../../src/lib/errors.ts'
import { connectProxy } from '../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../fixtures/http-server.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

test('readLogStream without tail ends with the server', async (t) => {
  const { url, requests } = await logServer(t, [
    (response) => response.end('id: 1\ndata: a\ndata: b\n\n:\n\n'),
  ])
  assert.deepEqual(await read(url, { tail: false }), ['a', 'b'])
  assert.deepEqual(requests, [{ lastEventId: undefined, authorization: undefined }])
})

test('readLogStream with tail goes on after an end and after a cut, from the last line seen', async (t) => {
  const { url, requests } = await logServer(t, [
    (response) => response.end('id: 1\ndata: a\n\n'),
    (response) => response.write('id: 2\ndata: b\n\n', () => response.destroy()),
    (response) => response.end('data: c\n\n'),
    (response) => response.writeHead(403).end('{"id":"forbidden","message":"this session has ended."}'),
  ])
  const seen: string[] = []
  await assert.rejects(read(url, { tail: true, reconnectDelay: 1 }, seen), { code: 'forbidden' })
  assert.deepEqual(seen, ['a', 'b', 'c'])
  assert.deepEqual(
    requests.map((it) => it.lastEventId),
    [undefined, '1', '2', '2'],
  )
})

const unknown: Answer = (response) =>
  response.writeHead(404).end('{"id":"not_found","message":"No such log session."}')

test('readLogStream asks for another address where the one before is forgotten, while the server is away too', async (t) => {
  const { url, requests } = await logServer(t, [
    (response) => response.end('id: 1\ndata: a\n\n'),
    unknown,
    (response) => response.end('id: 2\ndata: b\n\n'),
    unknown,
  ])
  const renewals: unknown[] = []
  const renew = async (lastId: string | undefined) => {
    renewals.push(lastId)
    if (renewals.length === 1) throw new UserError('the server is away.')
    if (renewals.length === 3) throw new ApiError('you were let out.', { status: 403, code: 'forbidden' })
    return url
  }
  const seen: string[] = []
  await assert.rejects(read(url, { tail: true, reconnectDelay: 1, renew }, seen), { code: 'forbidden' })
  assert.deepEqual(seen, ['a', 'b'])
  assert.deepEqual(renewals, ['1', '1', '2'])
  assert.deepEqual(
    requests.map((it) => it.lastEventId),
    [undefined, '1', '1', '2'],
  )
})

test('readLogStream does not ask on and on, where another address is not known either', async (t) => {
  const { url } = await logServer(t, [(response) => response.end('id: 1\ndata: a\n\n'), unknown, unknown])
  const renew = async () => url
  await assert.rejects(read(url, { tail: true, reconnectDelay: 1, renew }), { code: 'not_found' })
})

test('readLogStream with tail does not wait for a server that was never there', async () => {
  await assert.rejects(read(new URL('http://127.0.0.1:1/'), { tail: true, reconnectDelay: 1 }), {
    code: 'unreachable',
  })
})

test('each connection of readLogStream is told with its status, without the path that opens it and the lines', async (t) => {
  const { url } = await logServer(t, [
    (response) => response.end('id: s3cret\ndata: s3cret\n\n'),
    (response) => response.destroy(),
    (response) => response.writeHead(403).end('{"id":"forbidden","message":"this session has ended."}'),
  ])
  const told: string[] = []
  const talk = (text: string) => void told.push(text)
  const there = new URL('/logs/s3cret?sig=s3cret', url)
  await assert.rejects(read(there, { tail: true, reconnectDelay: 1, talk }), { code: 'forbidden' })
  assert.deepEqual(
    told.map((it) =>
      it
        .split('\n', 1)[0]
        ?.replace(/\d+ ms/, 'N ms')
        .replace(url.origin, ''),
    ),
    [
      ...['> GET /(hidden)', '< 200 GET /(hidden) (N ms)', '> GET /(hidden)', '< ECONNRESET: socket hang up'],
      ...['> GET /(hidden)', '< 403 GET /(hidden) (N ms)'],
    ],
  )
  assert.doesNotMatch(told.join('\n'), /s3cret/)
})

test('readLogStream ends quietly at the signal', async (t) => {
  const controller = new AbortController()
  const { url } = await logServer(t, [(response) => response.write('data: a\n\n')])
  const seen: string[] = []
  for await (const line of readLogStream(url, { tail: true, signal: controller.signal })) {
    seen.push(line)
    controller.abort()
  }
  assert.deepEqual(seen, ['a'])
})

test('readLogStream goes through a proxy, and on after a tunnel was cut', async (t) => {
  const { url, server } = await logServer(t, [
    (response) => response.write('id: 1\ndata: a\n\n'),
    (response) => response.end('id: 2\ndata: b\n\n'),
    (response) => response.writeHead(403).end('{"id":"forbidden","message":"this session has ended."}'),
  ])
  const proxy = await connectProxy(t, { routes: { 'qp.test:80': portOf(server) } })
  const agents = createAgents({ env: { http_proxy: proxy.url } })
  const seen: string[] = []
  const reading = async () => {
    const there = new URL(url.pathname, 'http://qp.test')
    for await (const line of readLogStream(there, { tail: true, agents, reconnectDelay: 1 })) {
      seen.push(line)
      if (line === 'a') proxy.drop()
    }
  }
  await assert.rejects(reading, { code: 'forbidden' })
  assert.deepEqual(seen, ['a', 'b'])
  assert.ok(proxy.asked.length > 1)
})

async function logServer(t: TestContext, answers: Answer[]) {
  const requests: { lastEventId: unknown; authorization: unknown }[] = []
  const { url, server } = await localServer(t, (request, response) => {
    const { authorization, 'last-event-id': lastEventId } = request.headers
    requests.push({ lastEventId, authorization })
    answers.shift()?.(response, request)
  })
  return { url: new URL(url), requests, server }
}

async function read(url: URL, options: LogStreamOptions, seen: string[] = []): Promise<string[]> {
  for await (const line of readLogStream(url, options)) seen.push(line)
  return seen
}
