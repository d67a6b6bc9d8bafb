import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderResult } from '../../../src/lib/doctor/render.ts'

test('a result is a mark, a name and what was found, with what to do below it', () => {
  const lines = [
    renderResult({ check: 'name', status: 'passed', detail: 'here', hint: null }, false),
    renderResult({ check: 'websocket', status: 'skipped', detail: 'api failed', hint: null }, false),
    renderResult({ check: 'git', status: 'failed', detail: 'no git.', hint: 'Install it.' }, false),
    renderResult({ check: 'tls', status: 'warned', detail: 'plain.', hint: 'Do not.' }, false),
  ]
  assert.deepEqual(lines, [
    '✓ name       here',
    '- websocket  skipped: api failed',
    '✗ git        no git.\n             Install it.',
    '! tls        plain.\n             Do not.',
  ])
})

test('the mark alone is coloured', () => {
  const line = renderResult({ check: 'name', status: 'failed', detail: 'gone', hint: null }, true)
  assert.equal(line, '\u001B[31m✗\u001B[39m name       gone')
})
