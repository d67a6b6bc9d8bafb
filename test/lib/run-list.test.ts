import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Run } from '../../src/api-types/run.ts'
import { renderRuns } from '../../src/lib/run-list.ts'
import { aRun } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const now = () => new Date('2026-11-22T10:05:00Z')
const over = (more: Partial<Run>) => aRun('run.1', { ended_at: '2026-11-22T10:00:12Z', ...more })

/** For a program: the values alone, apart by tabs. */
function cells(run: Run): string[] {
  return renderRuns([run], { terminal: fakeTerminal(), now }).split('\t')
}

test('a person sees a table with a head, as wide as the window', () => {
  const runs = [
    aRun('run.1234', { clients: 2, command: 'rake db:migrate' }),
    aRun('web.1', { kind: 'inside', clients: 0, command: 'a command that is much longer than the window' }),
  ]
  const terminal = fakeTerminal({ isTTY: true, columns: 120 })
  assert.deepEqual(renderRuns(runs, { terminal, now }).split('\n'), [
    'Dyno      State  Attached  User             From       Started               For    Command',
    'run.1234  up     2         mia@example.com  192.0.2.7  2026-11-22T10:00:00Z  5m 0s  rake db:migrate',
    'in web.1  up     0         mia@example.com  192.0.2.7  2026-11-22T10:00:00Z  5m 0s  a command that is much longer than …',
  ])
})

const states: [name: string, run: Run, state: string][] = [
  ['runs', aRun('run.1'), 'up'],
  ['is about to end', aRun('run.1', { reason: 'stopped' }), 'up'],
  ['has ended', over({ exit_code: 0, reason: 'exited' }), 'exit 0'],
  ['has failed', over({ exit_code: 3, reason: 'exited' }), 'exit 3'],
  ['was stopped', over({ exit_code: 143, reason: 'stopped' }), 'exit 143, stopped'],
  ['ran out of time', over({ exit_code: 124, reason: 'timed-out' }), 'exit 124, timed-out'],
  [
    'was killed',
    over({ exit_code: 137, reason: 'out-of-memory', message: 'killed: out of memory' }),
    'exit 137, out-of-memory',
  ],
  [
    'may have been',
    over({ exit_code: 137, reason: 'exited', message: 'exit code 137: perhaps …' }),
    'exit 137, perhaps out of memory',
  ],
  ['said so itself', over({ exit_code: 137, reason: 'exited' }), 'exit 137'],
  [
    'went with the controller',
    over({ exit_code: null, reason: 'controller-gone' }),
    'ended, controller-gone',
  ],
  ['ended nobody knows how', over({ exit_code: null, reason: null }), 'ended'],
]
for (const [name, run, state] of states) {
  test(`one that ${name}: ${state}`, () => assert.equal(cells(run)[1], state))
}

test('one that has ended has nobody attached, and lasted from its start to its end', () => {
  const [dyno, , attached, user, from, started, length, command] = cells(over({ clients: 1 }))
  assert.deepEqual([dyno, attached, user, from], ['run.1', '', 'mia@example.com', '192.0.2.7'])
  assert.deepEqual([started, length, command], ['2026-11-22T10:00:00Z', '12s', 'bash'])
})

test('a clock that is behind gives no time below zero', () => {
  assert.equal(cells(aRun('run.1', { created_at: '2026-11-22T10:09:00Z' }))[6], '0.0s')
})
