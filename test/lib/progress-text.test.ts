import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProgressStep } from '../../src/api-types/progress.ts'
import { progressTeller } from '../../src/lib/progress-text.ts'

test('a roll-out is a line per dyno, with the time that each took', () => {
  const seconds = [0, 0.2, 0.3, 1.2, 1.2, 1.25, 1.3, 1.9, 2, 2.5]
  const tell = progressTeller(() => new Date((seconds.shift() ?? 0) * 1000))
  const step = (name: ProgressStep['step'], state: ProgressStep['state'], dyno: string | null = 'web.1') =>
    tell({ kind: 'step', step: name, dyno, state, text: 'in the words of the controller' }).line
  assert.deepEqual(
    [
      step('start', 'begun'),
      step('start', 'done'),
      step('wait', 'begun'),
      step('wait', 'done'),
      step('switch', 'begun', null),
      step('switch', 'done', null),
      step('drain', 'begun', null),
      step('drain', 'done', null),
      step('stop', 'begun'),
      step('stop', 'done'),
    ],
    [
      'web.1 … starting',
      'web.1 … started',
      'web.1 … waiting until it answers',
      'web.1 up (1.2s)',
      'switching the router',
      'router switched (0.1s)',
      'waiting for requests in flight',
      'requests in flight are done (0.6s)',
      'web.1 … stopping',
      'web.1 stopped (0.5s)',
    ],
  )
})

test('what failed says why', () => {
  const tell = progressTeller(() => new Date(0))
  const item = tell({
    kind: 'step',
    step: 'wait',
    dyno: 'web.1',
    state: 'failed',
    text: 'exited with code 1',
  })
  assert.deepEqual(item, {
    key: 'web.1 up',
    line: 'web.1 failed: exited with code 1',
    isOver: true,
    isNews: true,
  })
})

test('the dyno that starts and the one that it takes over from are two things', () => {
  const tell = progressTeller(() => new Date(0))
  const key = (step: ProgressStep['step']) =>
    tell({ kind: 'step', step, dyno: 'web.1', state: 'begun', text: '' }).key
  assert.equal(key('start'), key('wait'))
  assert.notEqual(key('start'), key('stop'))
})

test('output and notes are lines of their own', () => {
  const tell = progressTeller(() => new Date(0))
  assert.equal(tell({ kind: 'output', text: '-----> Node.js 24\r\n' }).line, '-----> Node.js 24')
  assert.equal(tell({ kind: 'note', text: 'waiting for another deploy' }).line, 'waiting for another deploy')
})
