import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkHealthCheck,
  describeProbe,
  type HealthCheck,
  healthCheckDefaults,
  judge,
  type Probe,
} from '../../../src/controller/domain/health-check.ts'

const get = (more: Partial<Extract<Probe, { kind: 'httpGet' }>> = {}): Probe => ({
  kind: 'httpGet',
  port: null,
  path: '/',
  headers: [],
  ...more,
})
const checkOf = (probe: Probe, more: Partial<HealthCheck> = {}): HealthCheck => ({
  probe,
  ...healthCheckDefaults,
  ...more,
})

const fine: [name: 'liveness' | 'readiness', type: string, check: HealthCheck][] = [
  ['readiness', 'web', checkOf(get({ headers: [['Host', 'www.example.com']] }))],
  ['readiness', 'web', checkOf(get(), { successThreshold: 3 })],
  ['liveness', 'worker', checkOf({ kind: 'tcpSocket', port: 9000 })],
  ['liveness', 'worker', checkOf({ kind: 'exec', command: ['true'] })],
]
for (const [name, type, check] of fine) {
  test(`${name} of ${type} by ${describeProbe(check.probe)} is fine`, () => {
    checkHealthCheck(name, type, check)
  })
}

const refused: [name: 'liveness' | 'readiness', type: string, check: HealthCheck, why: RegExp][] = [
  ['liveness', 'web', checkOf(get(), { successThreshold: 2 }), /success threshold of 1/],
  ['readiness', 'worker', checkOf(get()), /name the port that worker listens on/],
  ['readiness', 'worker', checkOf({ kind: 'tcpSocket', port: null }), /name the port/],
  ['liveness', 'web', checkOf({ kind: 'exec', command: [] }), /needs a command/],
  ['liveness', 'web', checkOf(get({ path: 'ready' })), /"ready" is no path/],
  ['liveness', 'web', checkOf(get({ path: '/a b' })), /is no path/],
  ['liveness', 'web', checkOf(get({ path: '/a\r\nX: 1' })), /is no path/],
  ['liveness', 'web', checkOf(get({ headers: [['X Y', '1']] })), /is no HTTP header/],
  ['liveness', 'web', checkOf(get({ headers: [['X', '1\n2']] })), /is no HTTP header/],
]
for (const [name, type, check, message] of refused) {
  test(`${name} of ${type} by ${describeProbe(check.probe)} is refused: ${message}`, () => {
    assert.throws(() => checkHealthCheck(name, type, check), { id: 'invalid_params', message })
  })
}

test('only so many answers in a row change what is thought of a dyno', () => {
  const check = checkOf(get(), { successThreshold: 2, failureThreshold: 3 })
  assert.ok(judge(check, true, { successes: 0, failures: 2 }))
  assert.ok(!judge(check, true, { successes: 0, failures: 3 }))
  assert.ok(!judge(check, false, { successes: 1, failures: 0 }))
  assert.ok(judge(check, false, { successes: 2, failures: 0 }))
})

test('a probe in words', () => {
  const probes: Probe[] = [
    get({ path: '/ready' }),
    get({ port: 80 }),
    { kind: 'tcpSocket', port: null },
    { kind: 'exec', command: ['test', '-f', '/x'] },
  ]
  assert.deepEqual(probes.map(describeProbe), [
    'httpGet :$PORT/ready',
    'httpGet :80/',
    'tcpSocket :$PORT',
    'exec test -f /x',
  ])
})
