import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { retryRelease } from '../../src/lib/retry-release.ts'
import { aRelease, aSlug } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

const api = platformController({ url: stubUrl, token: stubToken })
const slug = { id: 's1' }

test('a release of the newest slug, described by what it tries again', async (t) => {
  const stub = stubController(t)
  stub.get('/apps/blog/releases').reply(206, [aRelease(12, { slug, description: 'Set A config vars' })])
  stub.get('/apps/blog/slugs/s1').reply(200, aSlug({ process_types: { web: 'a', release: '' } }))
  stub
    .post('/apps/blog/releases', { slug: 's1', description: 'Retry of v12: Set A config vars' })
    .reply(201, aRelease(13))
  assert.equal((await retryRelease(api, 'blog', () => {})).version, 13)
})

test('without a release command there is nothing to retry', async (t) => {
  const stub = stubController(t)
  stub.get('/apps/blog/releases').reply(206, [aRelease(12, { slug })])
  stub.get('/apps/blog/slugs/s1').reply(200, aSlug({ process_types: { web: 'a' } }))
  await assert.rejects(
    retryRelease(api, 'blog', () => {}),
    { code: 'no_release_command' },
  )
  stub.get('/apps/blog/releases').reply(206, [aRelease(1, { slug: null })])
  await assert.rejects(
    retryRelease(api, 'blog', () => {}),
    { code: 'no_release_command' },
  )
})
