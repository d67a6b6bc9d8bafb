import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachCert, certName, detachCert, listCerts } from '../../../src/api-client/deis/certs.ts'
import { page, stubbedDeisHttp, stubDeis } from '../../fixtures/deis-requests.ts'
import { aDeisCert } from '../../fixtures/deis-resources.ts'

test('certificates are listed, attached and detached', async (t) => {
  stubDeis(t, [
    { method: 'GET', path: '/certs/?limit=100', answer: page(aDeisCert()) },
    { method: 'POST', path: '/certs/www/domain/', body: { domain: 'www.example.com' }, status: 201 },
    { method: 'DELETE', path: '/certs/www/domain/www.example.com', status: 204 },
  ])
  const http = stubbedDeisHttp()
  assert.deepEqual(await listCerts(http), [aDeisCert()])
  await attachCert(http, 'www', 'www.example.com')
  await detachCert(http, 'www', 'www.example.com')
})

test("v1's go by their common name, and serve what that is of", async (t) => {
  stubDeis(t, [])
  assert.equal(certName({ name: '', common_name: 'www.example.com' }), 'www.example.com')
  assert.equal(certName({ name: 'www', common_name: 'www.example.com' }), 'www')
  const http = stubbedDeisHttp('v1')
  await assert.rejects(attachCert(http, 'www', 'x.example.com'), { code: 'not_supported' })
  await assert.rejects(detachCert(http, 'www', 'x.example.com'), { code: 'not_supported' })
})
