import HealthchecksUnset from '../../../src/commands/healthchecks/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const check = {
  probe: { kind: 'exec' as const, command: ['true'] },
  initial_delay: 50,
  timeout: 50,
  period: 10,
  success_threshold: 1,
  failure_threshold: 3,
}
const before = [
  aProcessSettings('web', { health_checks: { liveness: check, readiness: check } }),
  aProcessSettings('worker', { health_checks: { liveness: check, readiness: null } }),
]

testAnswers(HealthchecksUnset, 'healthchecks:unset', [
  {
    argv: ['liveness', 'readiness', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, before)
      api.patch(path, { updates: [{ type: 'web', liveness: null, readiness: null }] }).reply(200, [])
    },
    stdout: '[]\n',
    stderr: 'Removing the liveness and readiness check of web on blog... done\n',
  },
  {
    name: 'of another type',
    argv: ['liveness', '--type', 'worker', '-a', 'blog'],
    stub: (api) => {
      api.get(path).reply(200, before)
      api.patch(path, { updates: [{ type: 'worker', liveness: null }] }).reply(200, [])
    },
    stderr: 'Removing the liveness check of worker on blog... done\n',
  },
  {
    name: 'notes what is not there, and does the rest',
    argv: ['liveness', 'readiness', '--type', 'worker', '-a', 'blog'],
    stub: (api) => {
      api.get(path).reply(200, before)
      api.patch(path, { updates: [{ type: 'worker', liveness: null }] }).reply(200, [])
    },
    stderr:
      'Warning: worker has no readiness check on blog.\nRemoving the liveness check of worker on blog... done\n',
  },
  {
    name: 'changes nothing where none is there',
    argv: ['readiness', '--type', 'clock', '-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, before),
    stdout: JSON.stringify(before, null, 2) + '\n',
    stderr: 'Warning: clock has no readiness check on blog.\n',
  },
])

testRefusals(HealthchecksUnset, 'healthchecks:unset', [
  {
    argv: ['life', '-a', 'blog'],
    stderr: 'Error: life is no health check: there are liveness and readiness.\n',
  },
])
