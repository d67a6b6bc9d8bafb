import assert from 'node:assert/strict'
import { test } from 'node:test'
import { healthChecksOf, probeFor } from '../../../src/api-client/deis/health-checks.ts'
import type { HealthCheck } from '../../../src/api-types/process-settings.ts'

const deisTiming = {
  initialDelaySeconds: 1,
  timeoutSeconds: 2,
  periodSeconds: 3,
  successThreshold: 4,
  failureThreshold: 5,
}
const timing = { initial_delay: 1, timeout: 2, period: 3, success_threshold: 4, failure_threshold: 5 }
const both: { name: string; deis: object; probe: HealthCheck['probe'] }[] = [
  {
    name: 'httpGet',
    deis: { httpGet: { path: '/ready', port: 5000, httpHeaders: [{ name: 'Host', value: 'x' }] } },
    probe: { kind: 'httpGet', path: '/ready', port: 5000, headers: [{ name: 'Host', value: 'x' }] },
  },
  { name: 'tcpSocket', deis: { tcpSocket: { port: 5000 } }, probe: { kind: 'tcpSocket', port: 5000 } },
  {
    name: 'exec',
    deis: { exec: { command: ['test', '-f', '/x'] } },
    probe: { kind: 'exec', command: ['test', '-f', '/x'] },
  },
]
for (const { name, deis, probe } of both)
  test(`${name} is read and written`, () => {
    const checks = { web: { readinessProbe: { ...deis, ...deisTiming } } }
    assert.deepEqual(healthChecksOf(checks, 'web'), { liveness: null, readiness: { probe, ...timing } })
    assert.deepEqual(probeFor({ probe, ...timing }), { ...deis, ...deisTiming })
  })

test("what an answer leaves out is Kubernetes's default, what is asked for Deis's", () => {
  const { liveness } = healthChecksOf({ web: { livenessProbe: { httpGet: { port: 80 } } } }, 'web')
  assert.deepEqual(liveness, {
    probe: { kind: 'httpGet', port: 80, path: '/', headers: [] },
    initial_delay: 0,
    timeout: 1,
    period: 10,
    success_threshold: 1,
    failure_threshold: 3,
  })
  assert.deepEqual(probeFor({ probe: { kind: 'tcpSocket', port: 80 } }), {
    tcpSocket: { port: 80 },
    initialDelaySeconds: 50,
    timeoutSeconds: 50,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  })
})

test('web/cmd is for both, and for nobody else', () => {
  const checks = { 'web/cmd': { livenessProbe: { tcpSocket: { port: 80 } } } }
  assert.ok(healthChecksOf(checks, 'web').liveness)
  assert.ok(healthChecksOf(checks, 'cmd').liveness)
  assert.deepEqual(healthChecksOf(checks, 'worker'), { liveness: null, readiness: null })
})

test('a port must be named', () => {
  assert.throws(() => probeFor({ probe: { kind: 'tcpSocket', port: null } }), {
    code: 'invalid_params',
    hint: /tcpSocket 5000/,
  })
})
