import HealthchecksUnset from '../../../src/commands/healthchecks/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const path = '/apps/blog/process-settings'

testAnswers(HealthchecksUnset, 'healthchecks:unset', [
  {
    argv: ['liveness', 'readiness', '-a', 'blog', '--json'],
    stub: (api) =>
      api.patch(path, { updates: [{ type: 'web', liveness: null, readiness: null }] }).reply(200, []),
    stdout: '[]\n',
    stderr: 'Removing the liveness and readiness check of web on blog... done\n',
  },
  {
    name: 'of another type',
    argv: ['liveness', '--type', 'worker', '-a', 'blog'],
    stub: (api) => api.patch(path, { updates: [{ type: 'worker', liveness: null }] }).reply(200, []),
    stderr: 'Removing the liveness check of worker on blog... done\n',
  },
])

testRefusals(HealthchecksUnset, 'healthchecks:unset', [
  {
    argv: ['life', '-a', 'blog'],
    stderr: 'Error: life is no health check: there are liveness and readiness.\n',
  },
])
