import nock from 'nock'
import Logs from '../../src/commands/logs.ts'
import { colourOfName } from '../../src/lib/colour.ts'
import { testAnswers, testRefusals } from '../fixtures/command-tables.ts'
import { stubUrl } from '../fixtures/run-command.ts'

testRefusals(Logs, 'logs', [
  {
    argv: ['-n', '2000', '-a', 'blog'],
    stderr:
      'Error: --num: Expected an integer less than or equal to 1500 but received: 2000\nAdd --help to see what it takes.\n',
  },
])

const events =
  ':\n\nid: 1\ndata: 2026-11-22T10:00:00.000000+00:00 app[web.1]: hello  there\n\n' +
  'id: 2\ndata: 2026-11-22T10:00:01.000000+00:00 heroku[router]: at=info\n\n'

/** The address carries its own secret: no token may be sent to it. */
function stubStream(body: string): void {
  nock(stubUrl, { badheaders: ['authorization'], reqheaders: { accept: 'text/event-stream' } })
    .get('/logs/secret')
    .reply(200, body, { 'content-type': 'text/event-stream' })
}

testAnswers(Logs, 'logs', [
  {
    name: 'prints the newest lines',
    argv: ['-a', 'blog'],
    stub: (api) => {
      api
        .post('/apps/blog/log-sessions', { lines: 100, tail: false })
        .reply(201, { logplex_url: `${stubUrl}/logs/secret` })
      stubStream(events)
    },
    stdout:
      '2026-11-22T10:00:00.000000+00:00 app[web.1]: hello  there\n2026-11-22T10:00:01.000000+00:00 heroku[router]: at=info\n',
  },
  {
    name: 'colours them in a pipe when told to',
    argv: ['-a', 'blog', '--force-colors'],
    stub: (api) => {
      api.post('/apps/blog/log-sessions').reply(201, { logplex_url: `${stubUrl}/logs/secret` })
      stubStream('id: 1\ndata: 2026-11-22T10:00:00.000000+00:00 app[web.1]: hello\n\n')
    },
    stdout: `${colourOfName('app[web.1]')('2026-11-22T10:00:00.000000+00:00 app[web.1]: ')}hello\n`,
  },
  {
    name: 'asks for what is chosen',
    argv: ['-a', 'blog', '-n', '5', '-s', 'app', '-d', 'web.1'],
    stub: (api) => {
      api
        .post('/apps/blog/log-sessions', { lines: 5, tail: false, source: 'app', dyno: 'web.1' })
        .reply(201, { logplex_url: `${stubUrl}/logs/secret` })
      stubStream('')
    },
  },
  {
    name: 'asks for a process type as the heroku client does',
    argv: ['-a', 'blog', '-p', 'web', '--json'],
    stub: (api) => {
      api
        .post('/apps/blog/log-sessions', { lines: 100, tail: false, dyno: 'web' })
        .reply(201, { logplex_url: `${stubUrl}/logs/secret` })
      stubStream('data: 2026-11-22T10:00:00+00:00 app[web.1]: hi\n\n')
    },
    stdout:
      '[\n  {\n    "time": "2026-11-22T10:00:00+00:00",\n    "source": "app",\n    "dyno": "web.1",\n    "text": "hi"\n  }\n]\n',
  },
  {
    name: 'prints objects as they come, until the server refuses',
    isStream: true,
    argv: ['-a', 'blog', '--tail', '--json'],
    stub: (api) => {
      api
        .post('/apps/blog/log-sessions', { lines: 100, tail: true })
        .reply(201, { logplex_url: `${stubUrl}/logs/secret` })
      stubStream('id: 7\ndata: 2026-11-22T10:00:00+00:00 app[web.1]: hi\n\n')
      nock(stubUrl, { reqheaders: { 'last-event-id': '7' } })
        .get('/logs/secret')
        .reply(404, { id: 'not_found', message: 'this log session has ended.' })
      api
        .post('/apps/blog/log-sessions', { lines: 1500, tail: true })
        .reply(403, { id: 'forbidden', message: 'you have view.' })
    },
    stdout:
      '{"time":"2026-11-22T10:00:00+00:00","source":"app","dyno":"web.1","text":"hi"}\n' +
      '{\n  "error": {\n    "code": "forbidden",\n    "message": "you have view.",\n    "status": 403\n  }\n}\n',
    exitCode: 1,
  },
])
