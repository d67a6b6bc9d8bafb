import assert from 'node:assert/strict'
import { get } from 'node:https'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { openTlsFront } from '../../../script/conformance.d/tls-front.ts'
import { testAuthority } from '../../fixtures/certificates.ts'
import { localServer, portOf } from '../../fixtures/http-server.ts'

test('what is behind it answers by TLS', { timeout: 120_000 }, async (t) => {
  const { server } = await localServer(
    t,
    (request, response) => void response.end(`asked for ${request.url}`),
  )
  const authority = testAuthority(t)
  const front = await openTlsFront(authority.issue(['localhost']).pem, portOf(server))
  t.after(() => front.close())
  const answer = await new Promise<string>((resolve, reject) => {
    get({ port: front.port, host: 'localhost', path: '/x', ca: authority.caPem }, (it) =>
      resolve(text(it)),
    ).on('error', reject)
  })
  assert.equal(answer, 'asked for /x')
})
