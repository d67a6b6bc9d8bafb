import Healthchecks from '../../../src/commands/healthchecks/index.ts'
import { testAnswers } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const timing = { initial_delay: 50, timeout: 50, period: 10, success_threshold: 1, failure_threshold: 3 }
const liveness = { probe: { kind: 'tcpSocket' as const, port: null }, ...timing }
const checked = { health_checks: { liveness, readiness: null } }
const settings = [aProcessSettings('web', checked), aProcessSettings('worker', checked)]

testAnswers(Healthchecks, 'healthchecks', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get(path).reply(200, settings),
    stdout:
      'web\tliveness\ttcpSocket :$PORT\t50s\t50s\t10s\t1\t3\nworker\tliveness\ttcpSocket :$PORT\t50s\t50s\t10s\t1\t3\n',
  },
  {
    name: 'of one type',
    argv: ['--type', 'worker', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, settings),
    stdout: 'worker\tliveness\ttcpSocket :$PORT\t50s\t50s\t10s\t1\t3\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get(path).reply(200, settings),
    stdout: JSON.stringify(settings, null, 2) + '\n',
  },
  {
    name: 'says where there are none',
    argv: ['-a', 'blog'],
    stub: (api) => api.get(path).reply(200, [aProcessSettings('web')]),
    stderr: 'No health checks on blog. `qp healthchecks:set` sets one.\n',
  },
])
