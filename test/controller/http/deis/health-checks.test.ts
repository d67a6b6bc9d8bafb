import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  readHealthChecks,
  serializeHealthChecks,
} from '../../../../src/controller/http/deis/health-checks.ts'
import { documented } from '../../../fixtures/deis-contract.ts'

const timing = {
  initialDelaySeconds: 5,
  timeoutSeconds: 6,
  periodSeconds: 7,
  successThreshold: 1,
  failureThreshold: 9,
}

const ours = { initialDelay: 5, timeout: 6, period: 7, successThreshold: 1, failureThreshold: 9 }
const checks = [
  {
    probe: { httpGet: { path: '/up', port: 5000, httpHeaders: [{ name: 'Host', value: 'a.test' }] } },
    is: { kind: 'httpGet', path: '/up', port: 5000, headers: [['Host', 'a.test']] },
  },
  { probe: { tcpSocket: { port: 5000 } }, is: { kind: 'tcpSocket', port: 5000 } },
  { probe: { exec: { command: ['test', '-f', 'up'] } }, is: { kind: 'exec', command: ['test', '-f', 'up'] } },
] as const
for (const { probe, is } of checks)
  test(`${is.kind} comes in and goes out as it is`, () => {
    const sent = { livenessProbe: { ...probe, ...timing } }
    const { liveness = null } = readHealthChecks(sent)
    assert.deepEqual(liveness, { probe: is, ...ours })
    assert.deepEqual(serializeHealthChecks({ liveness, readiness: null }), sent)
  })

test("what is left out is Kubernetes's default, and null takes away", () => {
  const { readiness } = readHealthChecks({ readinessProbe: { httpGet: { port: 80 } } })
  const { probe, ...rest } = readiness ?? {}
  assert.deepEqual(probe, { kind: 'httpGet', path: '/', port: 80, headers: [] })
  assert.deepEqual(rest, {
    initialDelay: 0,
    timeout: 1,
    period: 10,
    successThreshold: 1,
    failureThreshold: 3,
  })
  assert.deepEqual(readHealthChecks({ livenessProbe: null }), { liveness: null })
  assert.deepEqual(readHealthChecks(null), { liveness: null, readiness: null })
})

const refusals: [unknown, string | RegExp][] = [
  [{ liveness: {} }, documented('Healthcheck keys must be either livenessProbe or readinessProbe')],
  [{ livenessProbe: { httpGet: { path: '/' } } }, /^could not validate \{"httpGet":.*: .*port/],
  [{ livenessProbe: { tcpSocket: { port: 'web' } } }, /^could not validate .*: must be integer/],
  [{ livenessProbe: {} }, 'could not validate {}: it names none of httpGet, tcpSocket, exec'],
  [{ livenessProbe: 'x' }, /^could not validate "x"/],
]
for (const [probes, message] of refusals)
  test(`${JSON.stringify(probes)} is refused`, () => {
    assert.throws(() => readHealthChecks(probes), {
      id: 'invalid_params',
      reason: 'health_check_format',
      message,
    })
  })
