import RegistryUnset from '../../../src/commands/registry/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const path = '/apps/blog/registry'
const registry = { username: 'me', has_password: true }
const without = { username: 'me', has_password: false }

testRefusals(RegistryUnset, 'registry:unset', [
  {
    argv: ['email', '-a', 'blog'],
    stderr: 'Error: A registry has a username and a password, and no email.\n',
  },
])

testAnswers(RegistryUnset, 'registry:unset', [
  {
    argv: ['password', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get(path).reply(200, registry)
      api.patch(path, { password: null }).reply(200, without)
    },
    stdout: JSON.stringify(without, null, 2) + '\n',
    stderr: 'Unsetting the registry login of blog... done\n',
  },
  {
    name: 'notes what is not there, and does the rest',
    argv: ['username', 'password', '-a', 'blog'],
    stub: (api) => {
      api.get(path).reply(200, without)
      api.patch(path, { username: null }).reply(200, { username: null, has_password: false })
    },
    stderr:
      'Warning: the registry login of blog has no password.\nUnsetting the registry login of blog... done\n',
  },
  {
    name: 'changes nothing where nothing is there',
    argv: ['password', '-a', 'blog'],
    stub: (api) => api.get(path).reply(200, without),
    stderr: 'Warning: the registry login of blog has no password.\n',
  },
])
