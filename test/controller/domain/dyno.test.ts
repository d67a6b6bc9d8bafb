import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDynoName, parseDynoName } from '../../../src/controller/domain/dyno.ts'

const names = [
  { text: 'web.1', name: { type: 'web', ordinal: 1 } },
  { text: 'run.1234', name: { type: 'run', ordinal: 1234 } },
  { text: 'release_task-2.10', name: { type: 'release_task-2', ordinal: 10 } },
]

for (const { text, name } of names) {
  test(`${text} there and back`, () => {
    assert.deepEqual(parseDynoName(text), name)
    assert.equal(formatDynoName(name), text)
  })
}

for (const text of ['', 'web', 'web.', '.1', '1.1', 'web.x', 'web.-1', 'web.1.2', 'web.1\n']) {
  test(`${JSON.stringify(text)} is no dyno's name`, () => assert.equal(parseDynoName(text), undefined))
}
