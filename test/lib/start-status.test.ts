import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startStatus } from '../../src/lib/start-status.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

/** A start that took so long, in seconds. */
function start(seconds: number, { notify = true, isTTY = true, isQuiet = false } = {}): string {
  const terminal = { ...fakeTerminal({ isTTY: { stderr: isTTY } }), isQuiet }
  let at = 5000
  const status = startStatus(terminal, 'Running bash on blog', { notify, now: () => at })
  at += seconds * 1000
  status.end('up, run.1234')
  status.end('failed, run.1234')
  return terminal.stderrText()
}

test('a person is told what is started, and what became of it, once', () => {
  assert.equal(start(20), 'Running bash on blog... up, run.1234\n')
})

test('a bell rings where the start took more than 20 seconds, unless none is wanted', () => {
  assert.equal(start(20.1), 'Running bash on blog... up, run.1234\u0007\n')
  assert.equal(start(20.1, { notify: false }), 'Running bash on blog... up, run.1234\n')
})

test('a log of a script gets neither words nor bell, nor does who wants it quiet', () => {
  assert.equal(start(60, { isTTY: false }), '')
  assert.equal(start(60, { isQuiet: true }), '')
})

test('it is on the screen while it is waited for', () => {
  const terminal = fakeTerminal({ isTTY: { stderr: true } })
  startStatus(terminal, 'Running bash on blog', { notify: true })
  assert.equal(terminal.stderrText(), 'Running bash on blog... ')
})
