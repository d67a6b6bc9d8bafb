import RunList from '../../../src/commands/run/list.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRun } from '../../fixtures/resources.ts'

testRefusals(RunList, 'run:list', [
  {
    argv: ['-a', 'blog', 'run.1234'],
    stderr: 'Error: Unexpected argument: run.1234\nAdd --help to see what it takes.\n',
  },
])

const ended = aRun('run.5', {
  command: 'exit 3',
  exit_code: 3,
  reason: 'exited',
  ended_at: '2026-11-22T10:00:12Z',
})

testAnswers(RunList, 'run:list', [
  {
    name: 'lists those that run',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/runs').reply(200, [aRun('run.1234')]),
    stdout: 'run.1234\tup\t1\tmia@example.com\t192.0.2.7\t2026-11-22T10:00:00Z\t5m 0s\tbash\n',
  },
  {
    name: 'lists those that have ended too, with their codes',
    argv: ['-a', 'blog', '--all'],
    stub: (api) => api.get('/apps/blog/runs?all=true').reply(200, [ended]),
    stdout: 'run.5\texit 3\t\tmia@example.com\t192.0.2.7\t2026-11-22T10:00:00Z\t12s\texit 3\n',
  },
  {
    name: 'says so where none run',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/runs').reply(200, []),
    stderr: 'No one-off dynos run on blog. `qp run` starts one.\n',
  },
  {
    name: 'says so where there never were any',
    argv: ['-a', 'blog', '--all'],
    stub: (api) => api.get('/apps/blog/runs?all=true').reply(200, []),
    stderr: 'No one-off dynos were ever started on blog. `qp run` starts one.\n',
  },
  {
    name: 'is what the controller said',
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/runs').reply(200, [ended]),
    stdout: JSON.stringify([ended], null, 2) + '\n',
  },
  {
    name: 'is empty where none run',
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/runs').reply(200, []),
    stdout: '[]\n',
  },
])
