import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeTally, startTally } from '../../../src/lib/copy/tally.ts'

const cases = [
  { entries: [{ path: 'a', bytes: 5, isSkipped: false }], said: 'done, 1 file, 5 B' },
  {
    entries: [
      { path: 'a', bytes: 0, isSkipped: false },
      { path: 'a/b', bytes: 2048, isSkipped: false },
      { path: 'a/q', bytes: 0, isSkipped: true },
    ],
    said: 'done, 2 files and folders, 2 KB; left out, being neither: a/q',
  },
]
for (const { entries, said } of cases) {
  test(said, () => {
    const tally = startTally()
    for (const entry of entries) tally.add(entry)
    assert.equal(describeTally(tally), said)
  })
}
