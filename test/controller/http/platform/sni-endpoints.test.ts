import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { SniEndpoint } from '../../../../src/api-types/sni-endpoint.ts'
import { testAuthority } from '../../../fixtures/certificates.ts'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

const authority = testAuthority({ after })
const { cert, key } = authority.issue(['www.example.com', 'example.com']).pem
const path = '/apps/blog/sni-endpoints'

test('a certificate is added, listed, found, replaced and removed, and its key is never told', async (t) => {
  const { platform, call } = await createTestServer(t)
  platform.clock.at = new Date()
  await createEmptyApp(platform)
  await call('owner', 'POST', '/apps/blog/domains', { hostname: 'www.example.com' })
  const added = await call('friend', 'POST', path, { certificate_chain: cert, private_key: key })
  assert.equal(added.status, 404, 'a stranger so far')
  const { status, body } = await call('owner', 'POST', path, { certificate_chain: cert, private_key: key })
  assert.equal(status, 201)
  assertIsResource('sni-endpoint', body)
  const endpoint = body as SniEndpoint
  assert.equal(endpoint.name, 'www-example-com')
  assert.deepEqual(endpoint.domains, ['www.example.com'])
  const { cert_domains: names, subject, issuer, acm } = endpoint.ssl_cert
  assert.deepEqual(
    [names, subject, issuer, acm],
    [['www.example.com', 'example.com'], '/CN=www.example.com', '/CN=Test CA', false],
  )
  assert.deepEqual([endpoint.ssl_cert['ca_signed?'], endpoint.ssl_cert['self_signed?']], [true, false])

  assert.deepEqual((await call('owner', 'GET', path)).body, [endpoint])
  assert.deepEqual((await call('owner', 'GET', `${path}/www-example-com`)).body, endpoint)
  assert.deepEqual((await call('owner', 'GET', `${path}/${endpoint.id}`)).body, endpoint)

  const next = authority.issue(['www.example.com']).pem
  const update = { certificate_chain: next.cert, private_key: next.key }
  const updated = await call('owner', 'PATCH', `${path}/www-example-com`, update)
  assert.deepEqual((updated.body as SniEndpoint).ssl_cert.cert_domains, ['www.example.com'])
  const removed = await call('owner', 'DELETE', `${path}/www-example-com`)
  assert.deepEqual([removed.status, removed.body], [200, updated.body])
  assert.deepEqual((await call('owner', 'GET', path)).body, [])
  for (const told of [body, updated.body]) assert.doesNotMatch(JSON.stringify(told), /PRIVATE KEY/)
})

test('what can not be used is refused with the reason, and nothing is kept', async (t) => {
  const { platform, call } = await createTestServer(t)
  const { app } = await createEmptyApp(platform)
  const other = authority.issue(['www.example.com']).pem
  const answer = await call('owner', 'POST', path, { certificate_chain: cert, private_key: other.key })
  assert.equal(answer.status, 422)
  assert.match(JSON.stringify(answer.body), /does not match the certificate/)
  assert.deepEqual(await platform.store.certificates.listOfApp(app.id), [])
  assert.equal((await call('owner', 'POST', path, { certificate_chain: cert })).status, 422)
})
