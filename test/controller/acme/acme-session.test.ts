import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { type TestContext, test } from 'node:test'
import { openAcmeSession } from '../../../src/controller/acme/acme-session.ts'
import { newAccountKey } from '../../../src/controller/acme/jws.ts'
import { portOf } from '../../fixtures/http-server.ts'

async function openSession(t: TestContext, answer: RequestListener) {
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${portOf(server)}`
    if (request.url === '/dir') response.end(JSON.stringify({ newNonce: `${url}/nonce` }))
    else if (request.url === '/nonce') response.setHeader('replay-nonce', 'first').end()
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${portOf(server)}`
  const session = await openAcmeSession(`${url}/dir`, { key: newAccountKey(), account: () => 'me' })
  return { session, url: `${url}/it` }
}

const badNonce = JSON.stringify({ type: 'urn:ietf:params:acme:error:badNonce', detail: 'stale' })

test('a nonce that the authority has forgotten is tried again with another, so many times', async (t) => {
  const nonces: string[] = []
  const { session, url } = await openSession(t, async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { protected: head } = JSON.parse(text)
    nonces.push(JSON.parse(Buffer.from(head, 'base64url').toString()).nonce)
    response.setHeader('replay-nonce', `after-${nonces.length}`)
    if (nonces.length === 3) response.end('done')
    else response.writeHead(400).end(badNonce)
  })
  assert.equal((await session.post(url, {})).text, 'done')
  assert.deepEqual(nonces, ['first', 'after-1', 'after-2'])
  await assert.rejects(session.post(url, {}), { name: 'AcmeRefusal', type: 'badNonce', message: 'stale' })
  assert.equal(nonces.length, 13)
})

test('an answer that is no problem document is told by its status', async (t) => {
  const { session, url } = await openSession(t, (_request, response) => response.writeHead(502).end('<html>'))
  await assert.rejects(session.post(url), {
    name: 'AcmeRefusal',
    type: 'serverInternal',
    message: 'answered 502',
  })
})

test('what is no directory is named', async (t) => {
  const server = createServer((_request, response) => response.writeHead(404).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${portOf(server)}/x`
  await assert.rejects(openAcmeSession(url, { key: newAccountKey(), account: () => undefined }), {
    message: `${url} answered 404, which is no ACME directory`,
  })
})
