import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HealthCheck, Probe } from '../../src/api-types/process-settings.ts'
import { renderHealthChecks } from '../../src/lib/health-checks-table.ts'
import { aProcessSettings } from '../fixtures/resources.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

const checkOf = (probe: Probe): HealthCheck => ({
  probe,
  initial_delay: 50,
  timeout: 5,
  period: 10,
  success_threshold: 1,
  failure_threshold: 3,
})

test('a line for each check, in words that say what is asked', () => {
  const headers = [{ name: 'Host', value: 'www.example.com' }]
  const settings = [
    aProcessSettings('clock'),
    aProcessSettings('web', {
      health_checks: {
        liveness: checkOf({ kind: 'tcpSocket', port: 5000 }),
        readiness: checkOf({ kind: 'httpGet', port: null, path: '/ready', headers }),
      },
    }),
    aProcessSettings('worker', {
      health_checks: { liveness: checkOf({ kind: 'exec', command: ['test', '-f', '/x'] }), readiness: null },
    }),
  ]
  assert.equal(
    renderHealthChecks(settings, fakeTerminal()),
    [
      'web\tliveness\ttcpSocket :5000\t50s\t5s\t10s\t1\t3',
      'web\treadiness\thttpGet :$PORT/ready Host:www.example.com\t50s\t5s\t10s\t1\t3',
      'worker\tliveness\texec test -f /x\t50s\t5s\t10s\t1\t3',
    ].join('\n'),
  )
  assert.equal(renderHealthChecks([aProcessSettings('web')], fakeTerminal()), undefined)
})
