import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countRestart, nextRestartAt, type Restarts } from '../../../src/controller/domain/back-off.ts'

test('what fails again and again is restarted less and less often, and after a good spell at once', () => {
  let now = new Date('2026-08-01T10:00:00Z')
  let restarts: Restarts | undefined
  const waits: number[] = []
  for (let round = 0; round < 8; round += 1) {
    const due = nextRestartAt(restarts, now)
    waits.push((due.getTime() - now.getTime()) / 1000)
    now = due
    restarts = countRestart(restarts, now)
  }
  assert.deepEqual(waits, [0, 10, 20, 40, 80, 160, 300, 300])
  const wait = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  assert.deepEqual(nextRestartAt(restarts, wait(299)), wait(300))
  assert.deepEqual(nextRestartAt(restarts, wait(301)), wait(301))
  assert.deepEqual(nextRestartAt(restarts, wait(600)), wait(600))
  const dayBefore = wait(-86_400)
  assert.deepEqual(nextRestartAt(restarts, dayBefore), dayBefore)
  assert.equal(countRestart(restarts, wait(599)).count, 9)
  assert.equal(countRestart(restarts, wait(600)).count, 1)
})
