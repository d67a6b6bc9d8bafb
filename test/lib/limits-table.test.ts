import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatLimit, renderLimits } from '../../src/lib/limits-table.ts'
import { aLimit, aProcessSettings } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('a limit is written as limits:set takes it', () => {
  assert.equal(formatLimit(aLimit('512M')), '512M')
  assert.equal(formatLimit(aLimit('1G', { request: '256M' })), '256M/1G')
})

test('a line for each process type', () => {
  const limits = { memory: aLimit('1G', { request: '256M', own: true }), cpu: aLimit('1') }
  const settings = [aProcessSettings('web'), aProcessSettings('worker', { size: 'custom', limits })]
  assert.equal(
    renderLimits(settings, fakeTerminal({ isTTY: true })),
    'Type    Memory   CPU  Size\nweb     512M     1    Standard-1X\nworker  256M/1G  1    custom',
  )
})
