import assert from 'node:assert/strict'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { findFreePort } from '../../../acceptance/runner/free-ports.ts'
import { platformController } from '../../../src/api-client/platform/platform-controller.ts'
import { forwardingController, portInDyno } from '../../fixtures/forwarding.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { aDyno } from '../../fixtures/resources.ts'
import { tcpPair } from '../../fixtures/tcp-pair.ts'
import { until } from '../../fixtures/until.ts'

const timeout = 120_000

test('dynos.forward carries connections to ports of a dyno', { timeout }, async (t) => {
  const { api } = await forwardingController(t)
  const { port } = await portInDyno(t, (taken) => taken.pipe(taken))
  const forward = await api.dynos.forward('blog', 'web.1')
  for (const said of ['hello', 'again']) {
    const [near, here] = await tcpPair(t)
    const carried = forward.carry(here, port)
    near.end(said)
    assert.equal(await text(near), said)
    await carried
  }
  forward.close()
})

test('a connection to where nothing listens fails by itself', { timeout }, async (t) => {
  const { api } = await forwardingController(t)
  const port = await findFreePort()
  const forward = await api.dynos.forward('blog', 'web.1')
  const [, here] = await tcpPair(t)
  await assert.rejects(forward.carry(here, port), { code: 'conflict', message: /^Nothing listens on port/ })
  assert.equal(here.destroyed, false)
  forward.close()
})

test('close cuts what is carried', { timeout }, async (t) => {
  const { api } = await forwardingController(t)
  const { port, taken } = await portInDyno(t)
  const forward = await api.dynos.forward('blog', 'web.1')
  const [near, here] = await tcpPair(t)
  const carried = forward.carry(here, port)
  await until('it is there', () => taken.length === 1)
  const broken = once(near, 'error')
  near.resume()
  // Not before the websocket is open, too.
  near.write('x')
  await until('it is carried', () => taken[0]?.read() !== null)
  forward.close()
  await carried
  assert.equal((await broken)[0].code, 'ECONNRESET')
})

test('it ends with the dyno, and says so', { timeout }, async (t) => {
  const { api, endDyno } = await forwardingController(t)
  const { ended } = await api.dynos.forward('blog', 'web.1')
  endDyno()
  const { code, message } = await ended
  assert.deepEqual([code, message], ['dyno_gone', 'web.1 has ended, and the forwarding with it.'])
})

test('it ends with the right to it, and says so', { timeout }, async (t) => {
  const { url, tokens, users, call } = await forwardingController(t)
  await call('owner', 'POST', '/apps/blog/collaborators', { user: users.friend.email })
  const api = platformController({ url, token: tokens.friend })
  const forward = await api.dynos.forward('blog', 'web.1')
  const { port, taken } = await portInDyno(t)
  const [, here] = await tcpPair(t)
  const carried = assert.rejects(forward.carry(here, port), { code: 'connection_lost' })
  await until('it is there', () => taken.length === 1)
  here.resume()
  await call('owner', 'DELETE', `/apps/blog/collaborators/${users.friend.email}`)
  const { code, message } = await forward.ended
  assert.deepEqual(
    [code, message],
    ['forwarding_ended', 'the forwarding was ended by the controller: you may no longer work on this app.'],
  )
  await carried
})

test('it ends with the controller, and says so', { timeout }, async (t) => {
  const { api, server } = await forwardingController(t)
  const { ended } = await api.dynos.forward('blog', 'web.1')
  for (const client of server.websocketServer.clients) client.terminate()
  assert.equal((await ended).code, 'connection_lost')
})

test('what the controller refuses is refused', { timeout }, async (t) => {
  const { api, url } = await forwardingController(t)
  await assert.rejects(api.dynos.forward('blog', 'web.7'), {
    code: 'not_found',
    message: 'No such dyno: web.7. `qp ps` lists them.',
  })
  await assert.rejects(platformController({ url, token: 'other' }).dynos.forward('blog', 'web.1'), {
    status: 401,
  })
})

test('a controller without this route is told from one without this dyno', { timeout }, async (t) => {
  const missing = { id: 'not_found', message: 'There is nothing here.' }
  const { url } = await localServer(t, (request, response) => {
    const isDyno = request.url === '/apps/blog/dynos/web.1'
    response.writeHead(isDyno ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isDyno ? aDyno('web.1') : missing))
  })
  const { dynos } = platformController({ url, token: 'mine' })
  await assert.rejects(dynos.forward('blog', 'web.1'), {
    code: 'not_supported',
    message: `the controller ${url} can't forward ports.`,
  })
  await assert.rejects(dynos.forward('blog', 'web.2'), { code: 'not_found' })
})
