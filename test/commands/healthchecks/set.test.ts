import HealthchecksSet from '../../../src/commands/healthchecks/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aProcessSettings } from '../../fixtures/resources.ts'

const path = '/apps/blog/process-settings'
const timing = { initial_delay: 50, timeout: 50, period: 10, success_threshold: 1, failure_threshold: 3 }
const httpGet = { kind: 'httpGet' as const, port: null, path: '/', headers: [] }

testAnswers(HealthchecksSet, 'healthchecks:set', [
  {
    name: "asks for / on $PORT with Deis's times where nothing else is said",
    argv: ['readiness', 'httpGet', '-a', 'blog'],
    stub: (api) => {
      const readiness = { probe: httpGet, ...timing }
      const health_checks = { liveness: null, readiness }
      api
        .patch(path, { updates: [{ type: 'web', readiness }] })
        .reply(200, [aProcessSettings('web', { health_checks })])
    },
    stdout: 'web\treadiness\thttpGet :$PORT/\t50s\t50s\t10s\t1\t3\n',
    stderr: 'Applying the readiness check of web on blog... done\n',
  },
  {
    name: 'with all that can be said',
    argv: [
      ...[
        'readiness',
        'httpGet',
        '8080',
        '-p',
        '/ready',
        '--headers',
        'Host:a.example,X-B:c',
        '--type',
        'api',
      ],
      ...['--initial-delay-timeout', '0', '--timeout-seconds', '1', '--period-seconds', '2'],
      ...['--success-threshold', '3', '--failure-threshold', '4', '-a', 'blog', '--json'],
    ],
    stub: (api) => {
      const headers = [
        { name: 'Host', value: 'a.example' },
        { name: 'X-B', value: 'c' },
      ]
      const readiness = {
        probe: { kind: 'httpGet', port: 8080, path: '/ready', headers },
        initial_delay: 0,
        timeout: 1,
        period: 2,
        success_threshold: 3,
        failure_threshold: 4,
      }
      api.patch(path, { updates: [{ type: 'api', readiness }] }).reply(200, [])
    },
    stdout: '[]\n',
    stderr: 'Applying the readiness check of api on blog... done\n',
  },
  {
    name: 'takes the words behind -- as they are',
    argv: ['liveness', 'exec', '-a', 'blog', '--json', '--', 'test', '-f', '/a b', '--type'],
    stub: (api) => {
      const probe = { kind: 'exec', command: ['test', '-f', '/a b', '--type'] }
      api.patch(path, { updates: [{ type: 'web', liveness: { probe, ...timing } }] }).reply(200, [])
    },
    stdout: '[]\n',
    stderr: 'Applying the liveness check of web on blog... done\n',
  },
])

testRefusals(HealthchecksSet, 'healthchecks:set', [
  {
    argv: ['liveness', 'exec', '-a', 'blog'],
    stderr: 'Error: exec needs a command. Write it like exec -- test -f /app/ready.\n',
  },
  {
    argv: ['liveness', 'tcpSocket', 'http', '-a', 'blog'],
    stderr: 'Error: http is no port, which is a number from 1 to 65535.\n',
  },
])
