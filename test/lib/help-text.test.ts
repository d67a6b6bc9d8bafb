import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOf, headlineOf } from '../../src/lib/help-text.ts'

for (const [described, headline, body] of [
  [{ description: 'list apps' }, 'list apps', ''],
  [{ description: 'list apps\n\nAll of them.\nReally.\n' }, 'list apps', 'All of them.\nReally.'],
  [{ summary: 'log in', description: 'log in to one of them' }, 'log in', 'log in to one of them'],
  [{ summary: 'log in' }, 'log in', ''],
  [{}, '', ''],
] as const) {
  test(`${JSON.stringify(described)}`, () => {
    assert.deepEqual([headlineOf(described), bodyOf(described)], [headline, body])
  })
}
