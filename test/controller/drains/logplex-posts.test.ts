import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import { type TestContext, test } from 'node:test'
import { logplexPosts } from '../../../src/controller/drains/logplex-posts.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { aDrain } from '../../fixtures/stored.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'
import { lineOf } from '../logs/lines.ts'

const { signal } = new AbortController()
const network = createReceiverNetwork({ allow: ['127.0.0.0/8'] })

async function receiver(t: TestContext, status = 204) {
  const got: { method: string | undefined; headers: IncomingHttpHeaders; body: string }[] = []
  const { url } = await localServer(t, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    got.push({ method: request.method, headers: request.headers, body })
    response.writeHead(status).end()
  })
  return { url, got }
}

test('a batch is sent as Logplex sends it', async (t) => {
  const { url, got } = await receiver(t)
  const drain = aDrain(url.replace('//', '//user:pass@'))
  const posts = logplexPosts(drain, network)
  t.after(() => posts.close())
  await posts.send([lineOf('grün'), lineOf('at=info', { source: 'qp', dyno: 'router' })], 'frame-1', signal)
  const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = got
  assert.equal(method, 'POST')
  assert.equal(
    body,
    '63 <190>1 2026-08-01T10:00:00.123000+00:00 host app web.1 - grün\n' +
      '69 <158>1 2026-08-01T10:00:00.123000+00:00 host heroku router - at=info\n',
  )
  assert.equal(headers['content-type'], 'application/logplex-1')
  assert.equal(headers['logplex-msg-count'], '2')
  assert.equal(headers['logplex-frame-id'], 'frame-1')
  assert.equal(headers['logplex-drain-token'], drain.token)
  assert.equal(headers['user-agent'], 'Logplex/qp')
  assert.equal(headers.authorization, `Basic ${btoa('user:pass')}`)
})

for (const status of [429, 408, 500, 503]) {
  test(`${status} is worth another try`, async (t) => {
    const { url } = await receiver(t, status)
    const sent = logplexPosts(aDrain(url), network).send([lineOf('x')], '', signal)
    await assert.rejects(sent, { message: `it answered ${status}` })
  })
}

for (const status of [302, 400, 403, 404]) {
  test(`${status} is not`, async (t) => {
    const { url } = await receiver(t, status)
    const refusal = await logplexPosts(aDrain(url), network).send([lineOf('x')], '', signal)
    assert.deepEqual(refusal, { why: `it answered ${status}` })
  })
}

test('https is verified', async (t) => {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, authority.issue(['localhost']))
  const trusting = createReceiverNetwork({ allow: ['127.0.0.0/8'], ca: authority.caPem })
  const drain = aDrain(`https://localhost:${port}/`)
  const posts = logplexPosts(drain, trusting)
  t.after(() => posts.close())
  await posts.send([lineOf('x')], '', signal)
  await assert.rejects(logplexPosts(drain, network).send([lineOf('x')], '', signal), { code: /SIGNATURE/ })
})
