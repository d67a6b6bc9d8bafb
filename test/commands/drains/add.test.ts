import DrainsAdd from '../../../src/commands/drains/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aLogDrain } from '../../fixtures/resources.ts'

testRefusals(DrainsAdd, 'drains:add', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nurl  where to send it\nAdd --help to see what it takes.\n',
  },
])

const { url } = aLogDrain()

testAnswers(DrainsAdd, 'drains:add', [
  {
    argv: [url, '-a', 'blog'],
    stub: (api) => api.post('/apps/blog/log-drains', { url }).reply(201, aLogDrain()),
    stdout: `Successfully added drain ${url}\n`,
  },
  {
    argv: [url, '-a', 'blog', '--json'],
    stub: (api) => api.post('/apps/blog/log-drains').reply(201, aLogDrain()),
    stdout: JSON.stringify(aLogDrain(), null, 2) + '\n',
  },
  {
    argv: ['x', '-a', 'blog'],
    name: 'says why it is none',
    stub: (api) =>
      api.post('/apps/blog/log-drains').reply(422, { id: 'invalid_params', message: 'x is no drain.' }),
    stderr: 'Error: x is no drain.\n',
    exitCode: 1,
  },
])
