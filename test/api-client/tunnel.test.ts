import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http, { type Agent } from 'node:http'
import https from 'node:https'
import { createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { HttpProxy } from '../../src/api-client/proxy.ts'
import { secureTunnelAgent, tunnelAgent } from '../../src/api-client/tunnel.ts'
import { testAuthority } from '../fixtures/certificates.ts'
import { connectProxy } from '../fixtures/connect-proxy.ts'
import { localServer, portOf } from '../fixtures/http-server.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

test('a plain connection goes through by CONNECT, and the proxy resolves the name', async (t) => {
  const { server } = await localServer(t, (request, response) => void response.end(request.url))
  const proxy = await connectProxy(t, { routes: { 'qp.test:5005': portOf(server) } })
  assert.equal(await get('http://qp.test:5005/x', tunnelAgent(proxyAt(proxy.url))), '/x')
  assert.deepEqual(proxy.asked, ['qp.test:5005'])
})

test('TLS is with the host behind the proxy, whose certificate is checked by that name', async (t) => {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, authority.issue(['qp.test']))
  const proxy = await connectProxy(t, { routes: { 'qp.test:443': port, 'other.test:443': port } })
  const agent = secureTunnelAgent(proxyAt(proxy.url), readFileSync(authority.caFile, 'utf8'))
  assert.equal(await get('https://qp.test/', agent), '{"ok":true}')
  await assert.rejects(get('https://other.test/', agent), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})

test('user and password are sent to the proxy, decoded', async (t) => {
  const { server } = await localServer(t, (request, response) => {
    response.end(String(request.headers['proxy-authorization']))
  })
  const proxy = await connectProxy(t, {
    password: 'mia:p@ss%',
    routes: { 'qp.test:80': portOf(server) },
  })
  const agent = (password: string) => tunnelAgent(proxyAt(proxy.url, `mia:${password}@`))
  assert.equal(await get('http://qp.test/', agent('p%40ss%25')), 'undefined')
  await assert.rejects(
    get('http://qp.test/', agent('wrong-secret')),
    failure({
      code: 'proxy_password',
      message: `the proxy 127.0.0.1:${proxy.port} does not take this user and password.`,
    }),
  )
  await assert.rejects(get('http://qp.test/', tunnelAgent(proxyAt(proxy.url))), {
    code: 'proxy_password',
    message: `the proxy 127.0.0.1:${proxy.port} wants a user and a password.`,
    hint: `Write them into HTTPS_PROXY, as http://USER:PASSWORD@127.0.0.1:${proxy.port}, with %40 for an @.`,
  })
})

test('a proxy that refuses the host is named, with what it said and without its password', async (t) => {
  const proxy = await connectProxy(t, { password: 'mia:secret' })
  const agent = tunnelAgent(proxyAt(proxy.url, 'mia:secret@'))
  await assert.rejects(
    get('http://qp.test:5005/', agent),
    failure({
      code: 'proxy_refused',
      message: `the proxy 127.0.0.1:${proxy.port} does not connect to qp.test:5005: 403 Forbidden.`,
    }),
  )
})

const unreachable = [
  { url: 'http://mia:secret@127.0.0.1:1', says: "can't reach the proxy 127.0.0.1:1: nothing listens there." },
  { url: 'http://mia:secret@proxy.invalid:1', says: /can't reach the proxy proxy\.invalid:1: / },
]
for (const { url, says } of unreachable) {
  test(`a proxy at ${new URL(url).host} that is not there is named`, async () => {
    const agent = secureTunnelAgent({ url: new URL(url), variable: 'HTTPS_PROXY' }, undefined)
    await assert.rejects(
      get('https://qp.test/', agent),
      failure({ code: 'proxy_unreachable', message: says }),
    )
  })
}

test('a silent proxy is given up; a tunnel that is there is never cut for its age', async (t) => {
  const { server } = await localServer(t, (_, response) => void response.write('first'))
  const proxy = await connectProxy(t, { routes: { 'qp.test:80': portOf(server) } })
  const silent = createServer()
  t.after(() => void silent.close())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const heard = once(silent, 'connection') as Promise<[Socket]>

  t.mock.timers.enable({ apis: ['setTimeout'] })
  const open = await answerTo('http://qp.test/', tunnelAgent(proxyAt(proxy.url)))
  await once(open, 'readable')
  const waiting = get('http://qp.test/', tunnelAgent(proxyAt(`http://127.0.0.1:${portOf(silent)}`)))
  const given = assert.rejects(waiting, { code: 'proxy_unreachable', message: /no answer in time/ })
  const [socket] = await heard
  t.mock.timers.tick(20_000)
  await given
  socket.destroy()
  assert.equal(open.destroyed, false)
})

test('a connection through a proxy is used again', async (t) => {
  const { server } = await localServer(t, (_, response) => void response.end('x'))
  const proxy = await connectProxy(t, { routes: { 'qp.test:80': portOf(server) } })
  const agent = tunnelAgent(proxyAt(proxy.url))
  await get('http://qp.test/', agent)
  await get('http://qp.test/', agent)
  assert.equal(proxy.asked.length, 1)
})

function proxyAt(url: string, userInfo = ''): HttpProxy {
  return { url: new URL(url.replace('://', `://${userInfo}`)), variable: 'HTTPS_PROXY' }
}

function answerTo(url: string, agent: Agent): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:')
      ? https.get(url, { agent }, resolve)
      : http.get(url, { agent }, resolve)
    request.once('error', reject)
  })
}

async function get(url: string, agent: Agent): Promise<string> {
  return text(await answerTo(url, agent))
}

/** As expected, and no password anywhere in it. */
function failure({ code, message }: { code: string; message: string | RegExp }) {
  return (error: unknown) => {
    assert.ok(error instanceof Error)
    assert.equal('code' in error && error.code, code)
    if (typeof message === 'string') assert.equal(error.message, message)
    else assert.match(error.message, message)
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /secret/)
    return true
  }
}
