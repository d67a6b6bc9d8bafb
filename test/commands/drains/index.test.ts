import DrainsList from '../../../src/commands/drains/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aLogDrain } from '../../fixtures/resources.ts'

testRefusals(DrainsList, 'drains', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const drains = [
  aLogDrain(),
  aLogDrain({ id: 'drain-2', url: 'https://a:b@logs.example.com/in', token: 'd.5678' }),
]
const extended = [{ ...aLogDrain(), extended: { drain_id: 'drain-1' } }]

testAnswers(DrainsList, 'drains', [
  {
    argv: ['-a', 'blog'],
    name: 'lists them',
    stub: (api) => api.get('/apps/blog/log-drains').reply(200, drains),
    stdout: '=== Drains\nsyslog://logs.example.com:514 (d.1234)\nhttps://a:b@logs.example.com/in (d.5678)\n',
  },
  {
    argv: ['-a', 'blog', '-x'],
    name: 'with their ids',
    stub: (api) => api.get('/apps/blog/log-drains?extended=true').reply(200, extended),
    stdout: '=== Drains\nsyslog://logs.example.com:514 (d.1234) drain_id=drain-1\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says how to add one where there is none',
    stub: (api) => api.get('/apps/blog/log-drains').reply(200, []),
    stderr: 'blog has no drains. `qp drains:add URL` adds one.\n',
  },
  {
    argv: ['-a', 'blog', '--json', '--extended'],
    stub: (api) => api.get('/apps/blog/log-drains?extended=true').reply(200, extended),
    stdout: JSON.stringify(extended, null, 2) + '\n',
  },
])
