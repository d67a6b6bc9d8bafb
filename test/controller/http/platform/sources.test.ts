import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEmptyApp } from '../../../fixtures/deployed-app.ts'
import { assertIsResource } from '../../../fixtures/platform-api-schema.ts'
import { createTestServer } from '../../../fixtures/test-server.ts'

interface Source {
  source_blob: { get_url: string; put_url: string }
}

test('a source is put without a token, whatever type it is sent as, and only where it was promised', async (t) => {
  const { platform, call } = await createTestServer(t)
  await createEmptyApp(platform)
  for (const path of ['/sources', '/apps/blog/sources']) {
    const made = await call('owner', 'POST', path)
    assert.equal(made.status, 201)
    assertIsResource('source', made.body)
    const { pathname, search } = new URL((made.body as Source).source_blob.put_url)
    for (const type of ['application/x-tar', 'application/json', 'text/plain; charset=utf-8'])
      assert.equal(
        (await call('nobody', 'PUT', pathname + search, 'a tar', { 'content-type': type })).status,
        200,
      )
    const other = pathname.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    assert.equal((await call('nobody', 'PUT', other + search, 'a tar')).status, 404)
    assert.equal((await call('nobody', 'PUT', pathname, 'a tar')).status, 422)
  }
})
