import assert from 'node:assert/strict'
import { test } from 'node:test'
import { platformController } from '../../src/api-client/platform/platform-controller.ts'
import { findRelease, parseReleaseVersion, previousRelease } from '../../src/lib/release-version.ts'
import { aRelease } from '../fixtures/resources.ts'
import { stubToken, stubUrl } from '../fixtures/run-command.ts'
import { stubController } from '../fixtures/stub-controller.ts'

test('parseReleaseVersion', () => {
  assert.deepEqual(['v12', '12'].map(parseReleaseVersion), [12, 12])
  for (const text of ['', 'v', 'V12', 'v1.2', '-1', 'latest']) {
    assert.throws(() => parseReleaseVersion(text), { name: 'UsageError' })
  }
})

test('previousRelease: the newest before the current one that can be gone back to', () => {
  const failed = { status: 'failed', eligible_for_rollback: false } as const
  const releases = [
    aRelease(9, failed),
    aRelease(8, { current: true }),
    aRelease(7, failed),
    aRelease(6),
    aRelease(5),
  ]
  assert.equal(previousRelease('blog', releases).version, 6)
  assert.throws(() => previousRelease('blog', releases.slice(0, 3)), { code: 'no_eligible_release' })
  assert.throws(() => previousRelease('blog', []), { code: 'no_eligible_release' })
})

test('findRelease: the one that was named, or the newest', async (t) => {
  const stub = stubController(t)
  const api = platformController({ url: stubUrl, token: stubToken })
  stub.get('/apps/blog/releases/12').reply(200, aRelease(12))
  assert.equal((await findRelease(api, 'blog', 'v12')).version, 12)
  stub.get('/apps/blog/releases').reply(206, [aRelease(14)])
  assert.equal((await findRelease(api, 'blog')).version, 14)
  stub.get('/apps/blog/releases').reply(200, [])
  await assert.rejects(findRelease(api, 'blog'), { code: 'no_releases' })
  await assert.rejects(findRelease(api, 'blog', 'x'), { name: 'UsageError' })
})
