import nock from 'nock'
import RunLogs from '../../../src/commands/run/logs.ts'
import { parseLogLine } from '../../../src/lib/log-line.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRun } from '../../fixtures/resources.ts'
import { stubUrl } from '../../fixtures/run-command.ts'

const missing =
  'Error: Missing 1 required arg:\ndyno  its name, as `qp run:list --all` shows it\nAdd --help to see what it takes.\n'
testRefusals(RunLogs, 'run:logs', [
  { argv: ['-a', 'blog'], stderr: missing },
  {
    argv: ['-a', 'blog', '-n', '1501', 'run.1'],
    stderr:
      'Error: --num: Expected an integer less than or equal to 1500 but received: 1501\nAdd --help to see what it takes.\n',
  },
])

const ended = { ended_at: '2026-11-22T10:00:12Z', exit_code: 7, reason: 'exited' }
const lines = [
  '2026-11-22T10:00:00.000000+00:00 app[run.1]: hello',
  '2026-11-22T10:00:12.000000+00:00 qp[run.1]: Process exited with status 7',
]
const shown = lines.map((line) => line + '\n').join('')

/** The run, and its log as it was asked for. */
function stubLog(api: nock.Scope, run: object, asked: nock.DataMatcherMap, name = 'run.1') {
  api.get(`/apps/blog/runs/${name}`).reply(200, aRun('run.1', run))
  const log = { id: 'log-1', logplex_url: `${stubUrl}/log-sessions/log-1`, created_at: '', updated_at: '' }
  api.post('/apps/blog/log-sessions', asked).reply(201, log)
  const events = lines.map((line, index) => `id: ${index}\ndata: ${line}\n\n`).join('')
  // The address carries its own secret, so it is asked without a token.
  nock(stubUrl, { badheaders: ['authorization'] })
    .get('/log-sessions/log-1')
    .reply(200, events, { 'content-type': 'text/event-stream' })
}

testAnswers(RunLogs, 'run:logs', [
  {
    name: 'shows what it wrote',
    argv: ['run.1', '-a', 'blog'],
    stub: (api) => stubLog(api, ended, { dyno: 'run.1', lines: 1500 }),
    stdout: shown,
  },
  {
    name: 'shows the last of it, of a run by its id',
    argv: ['run-id', '-a', 'blog', '-n', '10'],
    stub: (api) => stubLog(api, ended, { dyno: 'run.1', lines: 10 }, 'run-id'),
    stdout: shown,
  },
  {
    name: 'tells it in JSON',
    argv: ['run.1', '-a', 'blog', '--json'],
    stub: (api) => stubLog(api, ended, { dyno: 'run.1', lines: 1500 }),
    stdout: `${JSON.stringify(lines.map(parseLogLine), null, 2)}\n`,
  },
  {
    name: 'follows it until it ends, with its code',
    argv: ['run.1', '-a', 'blog', '--tail'],
    stub: (api) => stubLog(api, {}, { dyno: 'run.1', lines: 1500, tail: true }),
    stdout: shown,
    exitCode: 7,
  },
  {
    name: 'follows nothing that has ended',
    argv: ['run.1', '-a', 'blog', '--tail'],
    stub: (api) => stubLog(api, ended, { dyno: 'run.1', lines: 1500 }),
    stdout: shown,
  },
  {
    name: 'says that there is no such run',
    argv: ['run.9', '-a', 'blog'],
    stub: (api) =>
      api
        .get('/apps/blog/runs/run.9')
        .reply(404, { id: 'not_found', message: 'No such one-off dyno: run.9.' }),
    stderr: 'Error: No such one-off dyno: run.9.\n',
    exitCode: 1,
  },
])
