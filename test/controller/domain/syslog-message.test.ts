import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  frameMessage,
  renderLogplexMessage,
  renderSyslogMessage,
} from '../../../src/controller/domain/syslog-message.ts'
import { lineOf } from '../logs/lines.ts'

const token = 'd.73ea7440-270a-435a-a0ea-adf50b4e5f5a'
const at = '2026-08-01T10:00:00.123000+00:00'

const cases = [
  { line: lineOf('hello'), head: `<190>1 ${at} HOST app web.1 -` },
  { line: lineOf('Release v2', { dyno: 'api' }), head: `<45>1 ${at} HOST app api -` },
  { line: lineOf('at=info', { source: 'qp', dyno: 'router' }), head: `<158>1 ${at} HOST heroku router -` },
  { line: lineOf('State changed', { source: 'qp' }), head: `<45>1 ${at} HOST heroku web.1 -` },
  { line: lineOf('Error L10', { source: 'qp', dyno: 'logs' }), head: `<172>1 ${at} HOST heroku logplex -` },
]
for (const { line, head } of cases) {
  test(`${line.source}[${line.dyno}] is sent as Logplex sends it`, () => {
    assert.equal(renderSyslogMessage(line, token), `${head.replace('HOST', token)} - ${line.text}\n`)
    assert.equal(renderLogplexMessage(line), `${head.replace('HOST', 'host')} ${line.text}\n`)
  })
}

test('a frame counts bytes', () => {
  assert.equal(frameMessage('grün\n'), '6 grün\n')
  // The example of Heroku's documentation.
  const message = '<40>1 2012-11-30T06:45:29+00:00 host app web.3 - State changed from starting to up\n'
  assert.equal(frameMessage(message), `83 ${message}`)
})
