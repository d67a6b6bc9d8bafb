import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import WebSocket from 'ws'
import { findFreePort } from '../../../acceptance/runner/free-ports.ts'
import { carryConnection } from '../../../src/attach/carry-connection.ts'
import { FORWARD_SUBPROTOCOL } from '../../../src/attach/frames.ts'
import { closeCodes } from '../../../src/attach/session-link.ts'
import { forwardingController, portInDyno } from '../../fixtures/forwarding.ts'
import { tcpPair } from '../../fixtures/tcp-pair.ts'
import type { Who } from '../../fixtures/test-server.ts'
import { until } from '../../fixtures/until.ts'

const timeout = 120_000

async function forwarding(t: TestContext) {
  const made = await forwardingController(t)
  const open = (query: string | number = '', who: Exclude<Who, 'nobody'> = 'owner', dyno = 'web.1') => {
    const address = `${made.url.replace('http', 'ws')}/apps/blog/dynos/${dyno}/forward`
    return new WebSocket(`${address}${query === '' ? '' : `?port=${query}`}`, [FORWARD_SUBPROTOCOL], {
      headers: { authorization: `Bearer ${made.tokens[who]}` },
    })
  }
  return { ...made, open }
}

/** What an unopened websocket was told. */
async function refusalOf(socket: WebSocket): Promise<[number | undefined, string]> {
  const [request, response] = await once(socket, 'unexpected-response')
  const { id, message } = JSON.parse(await text(response))
  request.destroy()
  return [response.statusCode, `${id}: ${message}`]
}

test('carries each connection to a port of the dyno', { timeout }, async (t) => {
  const { open } = await forwarding(t)
  const { port, taken } = await portInDyno(t)
  const talks = ['one', 'two'].map(async (said) => {
    const socket = open(port)
    await once(socket, 'open')
    assert.equal(socket.protocol, FORWARD_SUBPROTOCOL)
    const [near, here] = await tcpPair(t)
    const { closed } = carryConnection({ socket, connection: here, sends: 'stdin' })
    near.end(said)
    return { answer: String(await buffer(near)), code: (await closed).code }
  })
  await until('both are there', () => taken.length === 2)
  for (const socket of taken) socket.end(`you said ${await text(socket)}`)
  assert.deepEqual(await Promise.all(talks), [
    { answer: 'you said one', code: closeCodes.over },
    { answer: 'you said two', code: closeCodes.over },
  ])
})

test('who speaks first is heard from the start', { timeout }, async (t) => {
  const { open } = await forwarding(t)
  const { port } = await portInDyno(t, (taken) => taken.resume().end('220 welcome'))
  const socket = open(port)
  socket.once('open', () => socket.pause())
  await once(socket, 'open')
  const [near, here] = await tcpPair(t)
  const { closed } = carryConnection({ socket, connection: here, sends: 'stdin' })
  near.end()
  assert.equal(await text(near), '220 welcome')
  assert.equal((await closed).code, closeCodes.over)
})

test('what can not be reached is told in place of a websocket', { timeout }, async (t) => {
  const { open, call } = await forwarding(t)
  const port = await findFreePort()
  assert.deepEqual(await refusalOf(open(port)), [
    409,
    `conflict: Nothing listens on port ${port} of web.1, or only on 127.0.0.1 inside it: let it listen on 0.0.0.0.`,
  ])
  for (const wrong of ['0', '65536', 'http', '-1', '5000&port=5001', '%20']) {
    const [status, message] = await refusalOf(open(wrong))
    assert.deepEqual(
      [status, message],
      [422, 'invalid_params: port must be a number from 1 to 65535.'],
      wrong,
    )
  }
  const [status, message] = await refusalOf(open('', 'owner', 'web.7'))
  assert.deepEqual([status, message], [404, 'not_found: No such dyno: web.7. `qp ps -a blog` lists them.'])
  assert.equal((await refusalOf(open('', 'stranger')))[0], 404)
  const plain = await call('owner', 'GET', '/apps/blog/dynos/web.1/forward')
  assert.deepEqual(
    [plain.status, plain.body],
    [400, { id: 'bad_request', message: 'Ports are forwarded by a websocket: use `qp ps:forward`.' }],
  )
})

test('a client that goes before the websocket opens leaves no connection', { timeout }, async (t) => {
  const { server, tokens } = await forwarding(t)
  const { port, taken } = await portInDyno(t)
  // A key that no websocket has: refused after the dyno was reached.
  const answer = await sendUpgrade(server, `/apps/blog/dynos/web.1/forward?port=${port}`, tokens.owner)
  assert.match(answer, /^HTTP\/1\.1 400 /)
  await until('it was reached', () => taken.length === 1)
  await until('it is let go', () => taken[0]?.resume().closed === true || taken[0]?.readableEnded === true)
})

test('the websocket without a port ends with the dyno', { timeout }, async (t) => {
  const { endDyno, open } = await forwarding(t)
  const socket = open()
  await once(socket, 'open')
  const closed = once(socket, 'close')
  endDyno()
  const [code, reason] = await closed
  assert.deepEqual([code, String(reason)], [closeCodes.dynoGone, 'web.1 has ended'])
})

test('it carries nothing', { timeout }, async (t) => {
  const { open } = await forwarding(t)
  const socket = open()
  await once(socket, 'open')
  socket.send(Buffer.from([0, 1]))
  assert.equal((await once(socket, 'close'))[0], closeCodes.protocolError)
})

test('who loses the right loses the connections at once', { timeout }, async (t) => {
  const { open, call, users } = await forwarding(t)
  const { port, taken } = await portInDyno(t)
  const { email } = users.friend
  await call('owner', 'POST', '/apps/blog/collaborators', { user: email })
  const sockets = [open('', 'friend'), open(port, 'friend')]
  await Promise.all(sockets.map((it) => once(it, 'open')))
  const closed = Promise.all(sockets.map((it) => once(it, 'close')))
  assert.equal((await call('owner', 'DELETE', `/apps/blog/collaborators/${email}`)).status, 200)
  for (const [code, reason] of await closed)
    assert.deepEqual([code, String(reason)], [closeCodes.forbidden, 'you may no longer work on this app'])
  await until('the dyno hears of it', () => taken[0]?.resume().closed === true)
})

test('a controller that stops says so, and waits for nobody', { timeout }, async (t) => {
  const { platform, open } = await forwarding(t)
  const socket = open()
  await once(socket, 'open')
  const closed = once(socket, 'close')
  await platform.sessions.close()
  const [code, reason] = await closed
  assert.deepEqual([code, String(reason)], [closeCodes.forbidden, 'the controller was stopped'])
})

async function sendUpgrade(
  server: { server: { address(): unknown } },
  path: string,
  token: string,
): Promise<string> {
  const { port } = server.server.address() as { port: number }
  const socket = connect({ host: '127.0.0.1', port })
  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  const own = ['Host: qp', `Authorization: Bearer ${token}`, 'Sec-WebSocket-Key: none']
  socket.write([`GET ${path} HTTP/1.1`, ...upgrade, ...own, '', ''].join('\r\n'))
  return text(socket)
}
