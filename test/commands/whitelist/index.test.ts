import WhitelistList from '../../../src/commands/whitelist/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWhitelist } from '../../fixtures/resources.ts'

testRefusals(WhitelistList, 'whitelist', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const whitelist = aWhitelist('192.0.2.7', '10.0.0.0/8')

testAnswers(WhitelistList, 'whitelist', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/whitelist').reply(200, whitelist),
    stdout: '=== blog Whitelisted Addresses\n\n192.0.2.7\n10.0.0.0/8\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says what it means that there is none',
    stub: (api) => api.get('/apps/blog/whitelist').reply(200, aWhitelist()),
    stderr: 'blog has no whitelist: every address may reach it. `qp whitelist:add` names those that may.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/whitelist').reply(200, whitelist),
    stdout: JSON.stringify(whitelist, null, 2) + '\n',
  },
])
