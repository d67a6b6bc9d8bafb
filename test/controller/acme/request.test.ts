import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import { test } from 'node:test'
import { askAuthority } from '../../../src/controller/acme/request.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { portOf } from '../../fixtures/http-server.ts'

test("a web server that an authority of one's own vouches for is believed, and no other", async (t) => {
  const authority = testAuthority(t)
  const server = createServer(authority.issue(['127.0.0.1']).pem, (request, response) =>
    response.writeHead(201).end(`${request.method} ${request.headers['content-type']}`),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `https://127.0.0.1:${portOf(server)}/`
  const answer = await askAuthority(url, { method: 'POST', body: '{}', ca: authority.caPem })
  assert.deepEqual([answer.status, answer.text], [201, 'POST application/jose+json'])
  await assert.rejects(askAuthority(url, { method: 'GET' }), /certificate/)
})
