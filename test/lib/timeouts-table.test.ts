import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderTimeouts } from '../../src/lib/timeouts-table.ts'
import { aProcessSettings } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('seconds of each process type, and where they are from', () => {
  const settings = [
    aProcessSettings('web', { stop_timeout: { seconds: 0, own: true } }),
    aProcessSettings('worker'),
  ]
  assert.equal(renderTimeouts(settings, fakeTerminal()), 'web\t0\tthe app\nworker\t30\tdefault')
})
