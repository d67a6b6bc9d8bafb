import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pushReport } from '../../../src/controller/deploy/push-report.ts'
import type { RollOutStep } from '../../../src/controller/domain/progress.ts'

test('build output as it is, a heading a step, a line for what happened to a dyno', () => {
  const lines: string[] = []
  const report = pushReport((line) => lines.push(line))
  const step = (step: RollOutStep, dyno: string | null, state: 'begun' | 'done' | 'failed', text: string) =>
    report({ kind: 'step', step, dyno, state, text })
  report({ kind: 'output', text: '-----> Node.js app detected' })
  step('start', 'web.1', 'begun', 'starting')
  step('start', 'web.2', 'begun', 'starting')
  step('start', 'web.1', 'done', 'started')
  step('wait', 'web.1', 'begun', 'waiting for an answer')
  step('wait', 'web.2', 'begun', 'waiting for an answer')
  step('wait', 'web.1', 'done', 'up')
  step('wait', 'web.2', 'failed', 'failed')
  step('switch', null, 'begun', 'switching the router')
  step('switch', null, 'done', 'the router uses the new dynos')
  step('drain', null, 'begun', 'waiting for requests in flight')
  step('stop', 'web.1', 'begun', 'stopping the old dyno')
  step('stop', 'web.1', 'done', 'old dyno stopped')
  report({ kind: 'note', text: 'a note' })
  assert.deepEqual(lines, [
    '-----> Node.js app detected',
    '-----> Launching...',
    '-----> Waiting until each dyno answers...',
    '       web.1 up',
    '       web.2 failed',
    '-----> Switching the router...',
    '-----> Waiting for requests in flight...',
    '-----> Stopping the old dynos...',
    '       web.1 old dyno stopped',
    'a note',
  ])
})
