import PsList from '../../../src/commands/ps/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDyno } from '../../fixtures/resources.ts'

testRefusals(PsList, 'ps', [
  {
    argv: ['--watch', '-a', 'blog'],
    stderr: 'Error: --watch needs a terminal. In a script, `qp ps:wait` waits for dynos.\n',
  },
  {
    argv: ['-a', 'blog', '-a', 'shop'],
    stderr: 'Error: Flag --app can only be specified once\nAdd --help to see what it takes.\n',
  },
])

const dynos = [
  aDyno('run.1234', { command: 'bash', size: 'Basic' }),
  aDyno('web.10', { state: 'starting', updated_at: '2026-11-22T10:04:55Z' }),
  aDyno('web.2'),
  aDyno('clock.1', { command: 'node clock.js', state: 'crashed', updated_at: '2026-11-20T09:00:00Z' }),
]

testAnswers(PsList, 'ps', [
  {
    name: 'lists them by type, one-off dynos last',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/dynos').reply(200, dynos),
    stdout: `=== clock (Standard-1X): node clock.js (1)

clock.1: crashed 2026/11/20 09:00:00 +0000

=== web (Standard-1X): npm start (2)

web.2: up 2026/11/22 10:00:00 +0000 (~ 5m ago)
web.10: starting 2026/11/22 10:04:55 +0000 (~ 5s ago)

=== run: one-off processes (1)

run.1234 (Basic): up 2026/11/22 10:00:00 +0000 (~ 5m ago): bash

`,
  },
  {
    name: 'lists a type',
    argv: ['clock', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/dynos').reply(200, dynos),
    stdout: '=== clock (Standard-1X): node clock.js (1)\n\nclock.1: crashed 2026/11/20 09:00:00 +0000\n\n',
  },
  {
    name: 'says which type has none',
    argv: ['web', 'worker', '-a', 'blog'],
    stub: (api) => api.get('/apps/blog/dynos').reply(200, dynos),
    stderr: 'Error: No worker dynos on blog\n',
    exitCode: 1,
  },
  {
    argv: ['-a', 'blog'],
    name: 'says so where there are none',
    stub: (api) => api.get('/apps/blog/dynos').reply(200, []),
    stderr:
      'No dynos on blog. `git push` deploys, `qp ps:scale web=1` or `qp ps:restart` starts what is stopped.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/dynos').reply(200, []),
    stdout: '[]\n',
  },
])

testAnswers(PsList, 'ps', [
  {
    name: 'draws them again as they change, until something is wrong',
    argv: ['--watch', '-a', 'blog'],
    terminal: { isTTY: { stdout: true }, rows: 5 },
    stub: (api) => {
      api.get('/apps/blog/dynos').reply(200, [aDyno('web.1', { state: 'starting' })])
      api.get('/apps/blog/dynos').reply(404, { id: 'not_found', message: 'No such app: blog.' })
    },
    stdout:
      '\u001B[?7l=== web (Standard-1X): npm start (1)\n\nweb.1: starting 2026/11/22 10:00:00 +0000 (~ 5m ago)\n\n\u001B[?7h',
    stderr: 'Error: No such app: blog.\n',
    exitCode: 1,
  },
])
