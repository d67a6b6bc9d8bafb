import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import type { Network } from '../../../src/api-client/agents.ts'
import { openProxy } from '../../../src/lib/proxy/open-proxy.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { listenOnLoopback, localServer } from '../../fixtures/http-server.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

const limit = { timeout: 120_000 }

/** A controller that remembers what it was asked, and a proxy to it. */
async function open(t: TestContext, listener: RequestListener) {
  const asked: IncomingMessage[] = []
  const { server, url } = await localServer(t, (request, response) => {
    asked.push(request)
    listener(request, response)
  })
  const proxy = await proxyTo(t, url)
  return { server, controller: url, asked, ...proxy }
}

async function proxyTo(t: TestContext, url: string, network: Network = {}) {
  const proxy = await openProxy({ url, token: 'the token', network, port: 0 })
  t.after(() => proxy.close())
  const call = (path: string, init: RequestInit = {}, key = proxy.key) =>
    fetch(proxy.url + path, {
      ...init,
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...init.headers },
    })
  return { proxy, call }
}

const json = { 'content-type': 'application/json' }

test(
  'a request goes with the controller’s token and not with the key, and its answer comes back',
  limit,
  async (t) => {
    const { asked, call, controller } = await open(t, async (request, response) => {
      const body = await text(request)
      response
        .writeHead(201, { ...json, 'next-range': 'id x' })
        .end(JSON.stringify({ got: JSON.parse(body) }))
    })
    const init = {
      method: 'POST',
      body: '{"name":"blog"}',
      headers: { ...json, 'user-agent': 'heroku-cli/11' },
    }
    const answer = await call('/apps?x=1', init)
    assert.deepEqual([answer.status, answer.headers.get('next-range')], [201, 'id x'])
    assert.deepEqual(await answer.json(), { got: { name: 'blog' } })
    const [request] = asked
    assert.deepEqual(
      [
        request?.method,
        request?.url,
        request?.headers.host,
        request?.headers['user-agent'],
        request?.headers.authorization,
      ],
      ['POST', '/apps?x=1', new URL(controller).host, 'heroku-cli/11', 'Bearer the token'],
    )
  },
)

test('who does not show the key gets nothing, and nothing is asked for them', limit, async (t) => {
  const { asked, call } = await open(t, (_, response) => void response.end('secret'))
  for (const key of ['', 'another']) {
    const answer = await call('/account', {}, key)
    assert.equal(answer.status, 401)
    const { id, message } = (await answer.json()) as { id: string; message: string }
    assert.equal(id, 'unauthorized')
    assert.match(message, /`qp proxy`.*HEROKU_API_KEY/)
  }
  assert.equal(asked.length, 0)
})

test(
  'an address that the controller gives out leads here, without a token and for that address alone',
  limit,
  async (t) => {
    const { asked, call, controller, proxy } = await open(t, (request, response) => {
      if (request.url === '/sessions') {
        response.writeHead(201, json).end(JSON.stringify({ logplex_url: `${controller}/logs/one` }))
      } else response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: hello\n\n')
    })
    const { logplex_url } = (await (await call('/sessions', { method: 'POST' })).json()) as {
      logplex_url: string
    }
    assert.equal(logplex_url, `${proxy.url}/logs/one`)
    assert.equal(await (await call('/logs/one', {}, '')).text(), 'data: hello\n\n')
    assert.equal(asked.at(-1)?.headers.authorization, undefined)
    assert.equal((await call('/logs/two', {}, '')).status, 401)
  },
)

test('what is streamed comes as it is written, and who goes is told to the controller', limit, async (t) => {
  const gone = Promise.withResolvers<void>()
  const { call } = await open(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"progress":1}\n')
    response.once('close', () => gone.resolve())
  })
  const abort = new AbortController()
  const answer = await call('/slow', { signal: abort.signal })
  const chunk = await answer.body?.getReader().read()
  assert.equal(Buffer.from(chunk?.value ?? []).toString(), '{"progress":1}\n')
  abort.abort()
  await gone.promise
})

test('a websocket goes through, and one that is refused hears why', limit, async (t) => {
  const { server, proxy, asked } = await open(t, (_, response) => void response.writeHead(410).end('over'))
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'qp.attach.v1' })
  server.on('upgrade', (request, socket, head) => {
    asked.push(request)
    sockets.handleUpgrade(request, socket, head, (peer) => peer.on('message', (it) => peer.send(`got ${it}`)))
  })
  const address = `${proxy.url.replace('http', 'ws')}/attach`
  const headers = { authorization: `Bearer ${proxy.key}` }
  const client = new WebSocket(address, ['qp.attach.v1'], { headers })
  await once(client, 'open')
  client.send('hello')
  const [message] = await once(client, 'message')
  assert.equal(String(message), 'got hello')
  assert.deepEqual(
    [client.protocol, asked.at(-1)?.headers.authorization],
    ['qp.attach.v1', 'Bearer the token'],
  )
  const stranger = new WebSocket(address)
  stranger.on('error', () => {})
  const [, refusal] = (await once(stranger, 'unexpected-response')) as [unknown, IncomingMessage]
  assert.equal(refusal.statusCode, 401)
  client.on('error', () => {})
  proxy.close()
  await once(client, 'close')
})

test('a controller by TLS is trusted by its own authority', limit, async (t) => {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, authority.issue(['localhost']))
  const trusted = await proxyTo(t, `https://localhost:${port}`, { caFile: authority.caFile })
  assert.deepEqual(await (await trusted.call('/')).json(), { ok: true })
  const other = await proxyTo(t, `https://localhost:${port}`)
  const answer = await other.call('/')
  assert.equal(answer.status, 502)
  assert.match(((await answer.json()) as { message: string }).message, /can't trust https:\/\/localhost/)
})

test('a port that is taken is named', limit, async (t) => {
  const { proxy, controller } = await open(t, (_, response) => void response.end())
  const port = Number(new URL(proxy.url).port)
  await assert.rejects(openProxy({ url: controller, token: 'x', network: {}, port }), {
    message: `port ${port} of this machine is taken.`,
  })
})

test('a controller that refuses before it has heard all is passed on', limit, async (t) => {
  const { proxy } = await proxyTo(t, await earlyRefuser(t))
  const init = { method: 'POST', body: Buffer.alloc(16 * 1024 * 1024), signal: t.signal }
  const answer = await fetch(`${proxy.url}/apps`, {
    ...init,
    headers: { authorization: `Bearer ${proxy.key}` },
  })
  assert.deepEqual([answer.status, await answer.json()], [413, { id: 'too_large' }])
})

/** It closes with most of the body unread, which resets the connection. */
async function earlyRefuser(t: TestContext): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      const body = '{"id":"too_large"}'
      const head = `HTTP/1.1 413 Too Large\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`
      socket.pause().end(`${head}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy())
    })
  })
  return `http://127.0.0.1:${await listenOnLoopback(t, server)}`
}

test('what is no JSON is said to be no controller’s', limit, async (t) => {
  const { call } = await open(t, (request, response) => {
    response.writeHead(200, json).end(`{"url":"http://${request.headers.host}/`)
  })
  const answer = await call('/apps')
  const message = 'the answer is not JSON. Is this the address of a controller?'
  assert.deepEqual([answer.status, await answer.json()], [502, { id: 'bad_gateway', message }])
})
