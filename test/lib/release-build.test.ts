import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { releaseBuild } from '../../src/lib/release-build.ts'
import { aBuild, aRelease } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

test('releaseBuild finds the version of the release that the build names', async (t) => {
  const api = stubController(t)
  api.post('/apps/blog/builds', { image: 'blog:7' }).reply(201, aBuild({ release: { id: 'release-4' } }))
  api.get('/apps/blog/releases').reply(206, [aRelease(5), aRelease(4)])
  const client = platformController({ url: stubUrl, token: stubToken })
  assert.equal(
    (
      await releaseBuild(
        client,
        'blog',
        async () => ({ image: 'blog:7' }),
        () => {},
      )
    ).version,
    4,
  )
})
