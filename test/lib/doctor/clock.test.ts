import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAgents } from '../../../src/api-client/agents.ts'
import { checkClock } from '../../../src/lib/doctor/clock.ts'
import { wholeController } from '../../fixtures/whole-controller.ts'

const noon = Date.parse('2026-11-22T12:00:00Z')

const cases = [
  { offset: 0, status: 'passed', detail: 'the same as the controller' },
  { offset: 1900, status: 'passed', detail: 'the same as the controller' },
  { offset: -20_000, status: 'passed', detail: 'this machine is 21s behind the controller' },
  { offset: 20_500, status: 'passed', detail: 'this machine is 20s ahead of the controller' },
  { offset: -40_000, status: 'warned', detail: 'this machine is 41s behind the controller.' },
  { offset: 3_600_500, status: 'warned', detail: 'this machine is 1h 0m ahead of the controller.' },
]
for (const { offset, status, detail } of cases) {
  test(`a clock ${offset / 1000} s off is ${status}`, async (t) => {
    const { url } = await wholeController(t, { date: new Date(noon) })
    const found = await look(url, noon + offset)
    assert.deepEqual([found.status, found.detail], [status, detail])
    assert.equal(found.hint !== undefined, status === 'warned')
  })
}

test('a controller that does not say the time is no failure', async (t) => {
  const { url } = await wholeController(t, { date: null })
  assert.equal((await look(url, noon)).status, 'skipped')
})

test('an answer that took its time tells of no other clock', async (t) => {
  const { url } = await wholeController(t, { date: new Date(noon) })
  assert.equal((await look(url, noon, noon + 7000)).detail, 'the same as the controller')
  const detail = 'this machine is 21s behind the controller'
  assert.equal((await look(url, noon - 27_000, noon - 20_000)).detail, detail)
})

function look(url: string, asked: number, answered = asked) {
  const times = [asked, answered]
  const now = () => new Date(times.shift() ?? answered)
  return checkClock({ url, agents: createAgents({}), now, signal: AbortSignal.timeout(60_000) })
}
