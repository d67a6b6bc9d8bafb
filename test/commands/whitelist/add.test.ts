import WhitelistAdd from '../../../src/commands/whitelist/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWhitelist } from '../../fixtures/resources.ts'

testRefusals(WhitelistAdd, 'whitelist:add', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\naddresses  IP addresses and networks: 192.0.2.7,10.0.0.0/8\nAdd --help to see what it takes.\n',
  },
  {
    argv: [',', '-a', 'blog'],
    stderr: 'Error: No address is named. Write it like 192.0.2.7,10.0.0.0/8.\n',
  },
])

const whitelist = aWhitelist('192.0.2.7', '10.0.0.0/8')
const stderr = 'Adding 192.0.2.7, 10.0.0.0/8 to blog whitelist... done\n'

testAnswers(WhitelistAdd, 'whitelist:add', [
  {
    argv: ['192.0.2.7,10.0.0.0/8', '-a', 'blog'],
    stub: (api) =>
      api.patch('/apps/blog/whitelist', { add: ['192.0.2.7', '10.0.0.0/8'] }).reply(200, whitelist),
    stderr,
  },
  {
    argv: ['192.0.2.7', '10.0.0.0/8,', '-a', 'blog', '--json'],
    stub: (api) =>
      api.patch('/apps/blog/whitelist', { add: ['192.0.2.7', '10.0.0.0/8'] }).reply(200, whitelist),
    stdout: JSON.stringify(whitelist, null, 2) + '\n',
    stderr,
  },
])
