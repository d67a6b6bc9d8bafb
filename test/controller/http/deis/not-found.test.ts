import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documented } from '../../../fixtures/deis-contract.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

test('a path by another method is 405, and no path at all a page', async (t) => {
  const { call } = await createTestServer(t)
  const detail = 'Method "PUT" not allowed.'
  documented(JSON.stringify({ detail }))
  for (const path of ['/v2/apps/blog/', '/v2/apps/blog/tls?a=b', '/v2/certs']) {
    const { status, body, headers } = await call('owner', 'PUT', path)
    assert.deepEqual([status, body, headers['deis_api_version']], [405, { detail }, '2.3'])
  }
  const { status, body, headers } = await call('owner', 'PUT', '/v2/apps/blog/nothing/')
  assert.deepEqual([status, body], [404, documented('<h1>Not Found</h1>')])
  assert.match(String(headers['content-type']), /html/)
  assert.equal((await call('owner', 'PUT', '/apps/blog/nothing')).status, 404)
})
