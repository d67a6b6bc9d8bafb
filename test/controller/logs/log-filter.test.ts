import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWanted } from '../../../src/controller/logs/log-filter.ts'
import { lineOf } from './lines.ts'

test('a filter names a source, a dyno or a process type', () => {
  const line = lineOf('hello', { dyno: 'web.1' })
  assert.equal(isWanted(line, {}), true)
  assert.equal(isWanted(line, { source: 'app', dyno: 'web.1' }), true)
  assert.equal(isWanted(line, { dyno: 'web' }), true)
  assert.equal(isWanted(line, { source: 'qp' }), false)
  assert.equal(isWanted(line, { dyno: 'web.10' }), false)
  assert.equal(isWanted(line, { source: 'router' }), false)
  assert.equal(isWanted(lineOf('up', { source: 'qp' }), { source: 'router' }), false)
  const request = lineOf('at=info', { source: 'qp', dyno: 'router' })
  assert.equal(isWanted(request, { source: 'router' }), true)
  assert.equal(isWanted(request, { source: 'qp' }), true)
  assert.equal(isWanted(lineOf('hello', { dyno: 'web.10' }), { dyno: 'web.1' }), false)
  assert.equal(isWanted(lineOf('hello', { dyno: 'webhook.1' }), { dyno: 'web' }), false)
})
