import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDynos, renderDynos } from '../../src/lib/dyno-list.ts'
import { aDyno } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('dynos are in the order that a person counts', () => {
  const names = ['run.5', 'web.10', 'web.9', 'clock.1', 'worker.1', 'run.12']
  const sorted = names.map((name) => aDyno(name)).toSorted(compareDynos)
  assert.deepEqual(
    sorted.map((it) => it.name),
    ['clock.1', 'web.9', 'web.10', 'worker.1', 'run.5', 'run.12'],
  )
})

test('dynos of a type are apart where size or command are, as in the middle of a roll-out', () => {
  const dynos = [
    aDyno('web.1'),
    aDyno('web.2', { size: 'Basic' }),
    aDyno('web.3', { command: 'node new.js' }),
    aDyno('web.4', { command: '' }),
  ]
  const surroundings = { terminal: fakeTerminal(), now: () => new Date('2026-11-22T10:00:01Z') }
  const headings = renderDynos(dynos, surroundings).match(/^=== .*$/gm)
  assert.deepEqual(headings, [
    '=== web (Standard-1X): npm start (1)',
    '=== web (Basic): npm start (1)',
    '=== web (Standard-1X): node new.js (1)',
    '=== web (Standard-1X) (1)',
  ])
})
