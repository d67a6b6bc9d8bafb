import WhitelistRemove from '../../../src/commands/whitelist/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aWhitelist } from '../../fixtures/resources.ts'

testRefusals(WhitelistRemove, 'whitelist:remove', [
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

const path = '/apps/blog/whitelist'
const whitelist = aWhitelist('192.0.2.7', '10.0.0.0/8')
const stderr = 'Removing 192.0.2.7, 10.0.0.0/8 from blog whitelist... done\n'

testAnswers(WhitelistRemove, 'whitelist:remove', [
  {
    argv: ['192.0.2.7,10.0.0.0/8', '-a', 'blog'],
    stub: (api) => {
      api.get(path).reply(200, whitelist)
      api.patch(path, { remove: ['192.0.2.7', '10.0.0.0/8'] }).reply(200, whitelist)
    },
    stderr,
  },
  {
    argv: ['192.0.2.7', '10.0.0.0/8,', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, whitelist)
      api.patch(path, { remove: ['192.0.2.7', '10.0.0.0/8'] }).reply(200, whitelist)
    },
    stdout: JSON.stringify(whitelist, null, 2) + '\n',
    stderr,
  },
  {
    argv: ['192.0.2.7', '-a', 'blog'],
    name: 'says what it means that none is left',
    stub: (api) => {
      api.get(path).reply(200, whitelist)
      api.patch(path, { remove: ['192.0.2.7'] }).reply(200, aWhitelist())
    },
    stderr:
      'Removing 192.0.2.7 from blog whitelist... done\nblog has no whitelist now: every address may reach it.\n',
  },
  {
    argv: ['192.0.2.8', '10.1.2.3/8', '-a', 'blog'],
    name: 'notes what is not there, and removes the rest by the spelling that the controller has',
    stub: (api) => {
      api.get(path).reply(200, whitelist)
      api.patch(path, { remove: ['10.0.0.0/8'] }).reply(200, aWhitelist('192.0.2.7'))
    },
    stderr:
      'Warning: 192.0.2.8 is not on the whitelist of blog.\nRemoving 10.0.0.0/8 from blog whitelist... done\n',
  },
  {
    argv: ['192.0.2.8', '-a', 'blog', '--json'],
    name: 'changes nothing where none is there',
    stub: (api) => api.get(path).reply(200, whitelist),
    stdout: JSON.stringify(whitelist, null, 2) + '\n',
    stderr: 'Warning: 192.0.2.8 is not on the whitelist of blog.\n',
  },
])
