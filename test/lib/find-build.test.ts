import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { findBuild } from '../../src/lib/find-build.ts'
import { aBuild } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

test('the one with this id, or the newest', async (t) => {
  const api = platformController({ url: stubUrl, token: stubToken })
  const stub = stubController(t)
  stub.get('/apps/blog/builds/b7').reply(200, aBuild({ id: 'b7' }))
  assert.equal((await findBuild(api, 'blog', 'b7')).id, 'b7')
  const [older, newer] = ['2026-11-22T09:00:00Z', '2026-11-22T10:00:00Z']
  stub
    .get('/apps/blog/builds')
    .reply(200, [aBuild({ id: 'b1', created_at: older }), aBuild({ id: 'b2', created_at: newer })])
  assert.equal((await findBuild(api, 'blog')).id, 'b2')
  stub.get('/apps/blog/builds').reply(200, [])
  await assert.rejects(findBuild(api, 'blog'), { code: 'no_builds' })
})
