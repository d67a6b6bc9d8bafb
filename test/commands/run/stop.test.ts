import RunStop from '../../../src/commands/run/stop.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRun } from '../../fixtures/resources.ts'

testRefusals(RunStop, 'run:stop', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\ndyno  its name, as `qp run:list` shows it\nAdd --help to see what it takes.\n',
  },
])

const path = '/apps/blog/runs/run.1234/actions/stop'
const stopped = aRun('run.1234', { ended_at: '2026-11-22T10:05:00Z', exit_code: 143, reason: 'stopped' })

testAnswers(RunStop, 'run:stop', [
  {
    name: 'ends it',
    argv: ['run.1234', '-a', 'blog'],
    stub: (api) => api.post(path).reply(202, stopped),
    stderr: 'Stopping run.1234 on blog... done\n',
  },
  {
    name: 'says how it ended',
    argv: ['run.1234', '-a', 'blog', '--json'],
    stub: (api) => api.post(path).reply(202, stopped),
    stdout: JSON.stringify(stopped, null, 2) + '\n',
    stderr: 'Stopping run.1234 on blog... done\n',
  },
  {
    name: 'says that it has ended already',
    argv: ['run.1234', '-a', 'blog'],
    stub: (api) => api.post(path).reply(410, { id: 'gone', message: 'run.1234 has ended already.' }),
    stderr: 'Stopping run.1234 on blog... failed\nError: run.1234 has ended already.\n',
    exitCode: 1,
  },
])
