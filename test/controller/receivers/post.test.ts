import assert from 'node:assert/strict'
import { Agent, type RequestListener } from 'node:http'
import { type TestContext, test } from 'node:test'
import { type Post, post } from '../../../src/controller/receivers/post.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { localServer } from '../../fixtures/http-server.ts'
import { tlsServer } from '../../fixtures/tls-server.ts'

const network = createReceiverNetwork({ allow: ['127.0.0.0/8'] })

function aPost(url: string, more: Partial<Post> = {}): Post {
  const { signal } = new AbortController()
  return { url: new URL(url), headers: { 'x-one': '1' }, body: 'grün', timeout: 10_000, signal, ...more }
}

async function receiver(t: TestContext, answer: RequestListener) {
  const got: { path: string | undefined; headers: Record<string, unknown>; body: string }[] = []
  const { url } = await localServer(t, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    got.push({ path: request.url, headers: request.headers, body })
    answer(request, response)
  })
  return { url, got }
}

test('a body arrives with its headers, and the status comes back', async (t) => {
  const { url, got } = await receiver(t, (_, response) => void response.writeHead(202).end('thanks'))
  assert.equal(await post(network, aPost(`${url.replace('//', '//me:p%40ss@')}/in?x=1`)), 202)
  const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = got
  assert.deepEqual([path, headers['x-one'], headers['content-length'], body], ['/in?x=1', '1', '5', 'grün'])
  assert.equal(headers['authorization'], `Basic ${Buffer.from('me:p@ss').toString('base64')}`)
})

test('a redirect is an answer like another', async (t) => {
  const { url, got } = await receiver(
    t,
    (_, response) => void response.writeHead(302, { location: '/other' }).end(),
  )
  assert.equal(await post(network, aPost(url)), 302)
  assert.equal(got.length, 1)
})

test('an answer without end is not read to its end', async (t) => {
  const { url } = await receiver(t, (_, response) => {
    const more = () => void (response.writable && response.write('x'.repeat(65_536), more))
    more()
  })
  assert.equal(await post(network, aPost(url)), 200)
})

test('who does not answer is not waited for', async (t) => {
  const { url } = await receiver(t, () => {})
  await assert.rejects(post(network, aPost(url, { timeout: 50 })), {
    code: 'ETIMEDOUT',
    message: 'no answer within 0.05 seconds',
  })
  await assert.rejects(post(network, aPost(url, { signal: AbortSignal.abort() })), { name: 'AbortError' })
})

test('a connection is kept by an agent', async (t) => {
  const sockets = new Set<unknown>()
  const { url } = await receiver(t, (request, response) => {
    sockets.add(request.socket)
    response.end('ok')
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  for (let count = 0; count < 3; count++) await post(network, aPost(url, { agent }))
  assert.equal(sockets.size, 1)
})

test('a certificate is verified, by the authority that the operator trusts too', async (t) => {
  const authority = testAuthority(t)
  const { port } = await tlsServer(t, authority.issue(['localhost', '127.0.0.1']))
  const trusting = createReceiverNetwork({ allow: ['127.0.0.0/8'], ca: authority.caPem })
  for (const host of ['localhost', '127.0.0.1'])
    assert.equal(await post(trusting, aPost(`https://${host}:${port}/`)), 200)
  await assert.rejects(post(network, aPost(`https://localhost:${port}/`)), { code: /CERT|SIGNATURE/ })
})

test('nothing is sent to an address that is not allowed', async (t) => {
  const { url, got } = await receiver(t, (_, response) => void response.end())
  const closed = createReceiverNetwork({ allow: [] })
  await assert.rejects(post(closed, aPost(url)), { id: 'invalid_params' })
  await assert.rejects(post(closed, aPost(url.replace('127.0.0.1', 'localhost'))), { code: 'ENOTALLOWED' })
  assert.deepEqual(got, [])
})
