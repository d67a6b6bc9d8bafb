import assert from 'node:assert/strict'
import http from 'node:http'
import { connect } from 'node:net'
import { before, describe, it, type TestContext } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import {
  ask,
  eventually,
  freePort,
  type RouterUnderTest,
  routeTo,
  startRouter,
  startUpstream,
  suiteCleanup,
} from './served-apps.ts'

const cleanup = suiteCleanup()
let served: RouterUnderTest
before(async () => {
  served = await startRouter(cleanup)
})

const isIdle = (address: string) => async () => (await served.router.countInFlight(address)) === 0

describe('what a dyno is told', () => {
  it('has the headers that Heroku sets', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute(routeTo(dyno.address))
    await ask(served.port, '//a%20b?c=%2F', {
      headers: { 'x-forwarded-for': '10.9.8.7', proxy: 'http://evil' },
    })
    const { headers, url } = dyno.requests[0] ?? assert.fail('no request')
    assert.equal(url, '//a%20b?c=%2F')
    assert.equal(headers.host, 'blog.localhost')
    assert.equal(headers['x-forwarded-for'], '10.9.8.7, 127.0.0.1')
    assert.equal(headers['x-forwarded-proto'], 'http')
    assert.equal(headers['x-forwarded-port'], String(served.port))
    assert.match(String(headers['x-request-id']), /^[0-9a-f]{32}$/)
    assert.match(String(headers['x-request-start']), /^\d{13}$/)
    assert.equal(headers['proxy'], undefined)
  })

  it('is the name that the request went by, where its URI says another than its Host', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute(routeTo(dyno.address))
    await ask(served.port, 'http://blog.localhost/a?b=http://c/', { headers: { host: 'evil.example' } })
    await ask(served.port, '/http://evil.example/', { headers: { host: 'blog.localhost:8080' } })
    assert.deepEqual(
      dyno.requests.map(({ url, headers }) => [url, headers.host]),
      [
        ['/a?b=http://c/', 'blog.localhost'],
        ['/http://evil.example/', 'blog.localhost:8080'],
      ],
    )
  })

  it('is no other name that a request brings along', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute(routeTo(dyno.address))
    const asked = [
      ['HTTP://blog.localhost/', 'evil.example'],
      ['/', 'blog.localhost:@evil.example'],
      ['/', 'blog.localhost:80.evil.example'],
      ['/', 'blog.localhost:8x'],
      ['/', 'Blog.localhost.:80'],
      ['/', 'blog.localhost:'],
    ] as const
    for (const [path, host] of asked) await ask(served.port, path, { headers: { host } })
    assert.deepEqual(
      dyno.requests.map(({ headers }) => headers.host),
      [...Array(4).fill('blog.localhost'), 'Blog.localhost.:80', 'blog.localhost:'],
    )
  })

  it('is not asked for HTTP/2 in the clear, by which requests would go unseen', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute(routeTo(dyno.address))
    for (const upgrade of ['h2c', 'websocket, H2C']) {
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade, 'http2-settings': 'AAMAAABk' }
      await ask(served.port, '/', { headers })
    }
    assert.deepEqual(
      dyno.requests.map(({ headers }) => headers.upgrade),
      [undefined, undefined],
    )
  })

  it('has the id that came with the request, where it can be one', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    await served.router.setRoute(routeTo(dyno.address))
    for (const id of ['0a1b2c3d-0000-4000-8000-123456789abc', 'short', 'with space and more than twenty']) {
      await ask(served.port, '/', { headers: { 'x-request-id': id } })
    }
    const ids = dyno.requests.map(({ headers }) => String(headers['x-request-id']))
    assert.equal(ids[0], '0a1b2c3d-0000-4000-8000-123456789abc')
    for (const id of ids.slice(1)) assert.match(id, /^[0-9a-f]{32}$/)
    assert.notEqual(ids[1], ids[2])
  })

  it('comes whole, however slowly it was sent', async (t) => {
    let received = 0
    const dyno = await startUpstream(t, 'web.1', (request, response) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.length
      })
      request.on('end', () => response.end(String(received)))
    })
    await served.router.setRoute(routeTo(dyno.address))
    const body = 'x'.repeat(3_000_000)
    assert.equal((await ask(served.port, '/', { method: 'POST', body })).text, '3000000')
  })
})

describe('what a client gets', () => {
  it('is the answer as it comes, not when it is whole', async (t) => {
    let finish = () => {}
    const dyno = await startUpstream(t, 'web.1', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', server: 'own', 'x-accel-redirect': '/' })
      response.write('data: first\n\n')
      finish = () => response.end('data: last\n\n')
    })
    await served.router.setRoute(routeTo(dyno.address))
    const response = await new Promise<http.IncomingMessage>((resolve) => {
      http.get({ port: served.port, host: '127.0.0.1', headers: { host: 'blog.localhost' } }, resolve)
    })
    assert.equal(response.headers.server, 'own')
    let text = ''
    for await (const chunk of response) {
      text += chunk
      if (text === 'data: first\n\n') finish()
    }
    assert.equal(text, 'data: first\n\ndata: last\n\n')
  })

  it('is a websocket where it asks for one', async (t) => {
    const dyno = await startUpstream(t, 'web.1')
    const sockets = new WebSocketServer({ server: dyno.server })
    sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)))
    await served.router.setRoute(routeTo(dyno.address))
    const client = new WebSocket(`ws://127.0.0.1:${served.port}/`, { headers: { host: 'blog.localhost' } })
    const echo = new Promise((resolve) => client.once('message', (data) => resolve(String(data))))
    client.on('open', () => client.send('hello'))
    assert.equal(await echo, 'echo hello')
    assert.equal(await served.router.countInFlight(dyno.address), 1)
    client.close()
    await eventually(isIdle(dyno.address), 'websocket counted off')
  })
})

describe('pages', () => {
  it('say that there is no such app, to a program as to a person', async () => {
    const headers = { host: 'nobody.localhost' }
    const plain = await ask(served.port, '/', { headers })
    assert.equal(plain.status, 404)
    assert.match(plain.text, /^No such app\. /)
    assert.equal(plain.headers['content-type'], 'text/plain; charset=utf-8')
    const page = await ask(served.port, '/', { headers: { ...headers, accept: 'text/html,*/*' } })
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
    assert.match(page.text, /<h1>No such app<\/h1>/)
    assert.equal((await ask(served.port, '/', { method: 'HEAD', headers })).text, '')
  })

  it('say that an app has no web dynos', async () => {
    await served.router.setRoute(routeTo())
    const { status, text, headers } = await ask(served.port)
    assert.deepEqual([status, headers['retry-after']], [503, undefined])
    assert.match(text, /no web dynos.*`qp ps:scale web=1`/)
    assert.match(text, /^H14 [0-9a-f]{32}$/m)
  })

  it('say that an app refuses connections, and nothing of where it runs', async () => {
    const address = `127.0.0.1:${await freePort()}`
    await served.router.setRoute(routeTo(address))
    const { status, text, headers } = await ask(served.port, '/', { headers: { accept: 'text/html' } })
    assert.deepEqual([status, headers['retry-after']], [503, '5'])
    assert.match(text, /H10/)
    assert.doesNotMatch(text + JSON.stringify(headers), new RegExp(`${address}|127\\.0\\.0|lua|1\\.2\\d`))
    await eventually(isIdle(address), 'counted off')
  })

  it('say that an app ended the connection', async (t) => {
    const dyno = await startUpstream(t, 'web.1', (request) => request.socket.destroy())
    await served.router.setRoute(routeTo(dyno.address))
    const { status, text } = await ask(served.port)
    assert.equal(status, 502)
    assert.match(text, /H13/)
    await eventually(isIdle(dyno.address), 'counted off')
  })

  it('say that an app does not answer, and another dyno is not asked too', async (t) => {
    const { router, port } = await startRouter(t, [], { silenceSeconds: 1 })
    const silent = () => startUpstream(t, 'web.1', () => {})
    const dynos = [await silent(), await silent()]
    await router.setRoute(routeTo(...dynos.map(({ address }) => address)))
    const { status, text } = await ask(port)
    assert.equal(status, 504)
    assert.match(text, /H12/)
    assert.equal(dynos.flatMap(({ requests }) => requests).length, 1)
    for (const { address } of dynos)
      await eventually(async () => (await router.countInFlight(address)) === 0, 'counted off')
  })

  it('never take the place of what an app itself answers', async (t) => {
    const dyno = await startUpstream(t, 'web.1', (_request, response) =>
      response.writeHead(503).end('my own'),
    )
    await served.router.setRoute(routeTo(dyno.address))
    const { status, text } = await ask(served.port)
    assert.deepEqual([status, text], [503, 'my own'])
  })
})

describe('another dyno is asked', () => {
  it('where the first refuses, so that nobody notices', async (t) => {
    const alive = await startUpstream(t, 'web.1')
    const dead = [await freePort(), await freePort()].map((port) => `127.0.0.1:${port}`)
    await served.router.setRoute(routeTo(...dead, alive.address))
    for (let i = 0; i < 30; i++) {
      const options = { method: i % 2 ? 'POST' : 'GET', body: 'x' }
      assert.equal((await ask(served.port, '/', options)).text, 'from web.1')
    }
    for (const address of [...dead, alive.address]) await eventually(isIdle(address), 'counted off')
  })

  it('where a request may be repeated, and not where it may not', async (t) => {
    const broken = await startUpstream(t, 'web.1', (request) => request.socket.destroy())
    const alive = await startUpstream(t, 'web.2')
    const tried = async (method: string) => {
      await served.router.setRoute(routeTo(broken.address))
      await served.router.setRoute(routeTo(broken.address, alive.address))
      const answers = await Promise.all([1, 2, 3, 4].map(() => ask(served.port, '/', { method })))
      return answers.map(({ status }) => status)
    }
    assert.deepEqual(await tried('GET'), [200, 200, 200, 200])
    const before = broken.requests.length
    const failed = (await tried('POST')).filter((status) => status === 502).length
    assert.equal(broken.requests.length - before, failed, 'each POST that reached the broken one has failed')
    for (const { address } of [broken, alive]) await eventually(isIdle(address), 'counted off')
  })
})

describe('requests in flight', () => {
  it('are counted exactly, and off again however they end', async (t) => {
    const open: http.ServerResponse[] = []
    const dyno = await startUpstream(t, 'web.1', (_request, response) => {
      response.writeHead(200)
      response.write('begun')
      open.push(response)
    })
    await served.router.setRoute(routeTo(dyno.address))
    const answers = [1, 2, 3].map(() => ask(served.port))
    const leaver = connect(served.port, '127.0.0.1')
    leaver.write('GET / HTTP/1.1\r\nhost: blog.localhost\r\n\r\n')
    await eventually(() => open.length === 4, 'all begun')
    assert.equal(await served.router.countInFlight(dyno.address), 4)
    leaver.destroy()
    await eventually(
      async () => (await served.router.countInFlight(dyno.address)) === 3,
      'the leaver counted off',
    )
    for (const response of open) response.end()
    await Promise.all(answers)
    await eventually(isIdle(dyno.address), 'counted off')
  })
  it('are counted off also where nginx itself runs out of connections', async (t) => {
    const narrow = await startRouter(t, [], { maxOpenFiles: 64 })
    const dyno = await startUpstream(t, 'web.1', () => {})
    await narrow.router.setRoute(routeTo(dyno.address))
    const agent = new http.Agent({ keepAlive: true })
    const outcomes: string[] = []
    for (let i = 0; i < 300 && !outcomes.includes('500'); i++) {
      // It takes one connection where a request that a dyno has takes two: so one can be left, which is one too few.
      if (i % 3 === 0) holdUpload(t, narrow.port)
      const begun = dyno.requests.length + outcomes.length
      ask(narrow.port, '/', { agent }).then(
        ({ status }) => outcomes.push(String(status)),
        (error: Error) => outcomes.push(error.message),
      )
      await eventually(() => dyno.requests.length + outcomes.length > begun, 'taken or refused')
    }
    assert.ok(outcomes.includes('500'), outcomes.join())
    agent.destroy()
    await dyno.close()
    await eventually(async () => (await narrow.router.countInFlight(dyno.address)) === 0, 'counted off')
  })
})

function holdUpload(t: TestContext, port: number): void {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  socket.write('POST / HTTP/1.1\r\nhost: blog.localhost\r\ncontent-length: 10\r\n\r\nabc')
  t.after(() => socket.destroy())
}
