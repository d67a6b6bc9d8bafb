import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseReleaseVersion, previousRelease } from '../../src/lib/release-version.ts'
import { aRelease } from '../fixtures/resources.ts'

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
