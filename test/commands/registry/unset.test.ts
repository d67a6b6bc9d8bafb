import RegistryUnset from '../../../src/commands/registry/unset.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const registry = { username: 'me', has_password: true }

testRefusals(RegistryUnset, 'registry:unset', [
  {
    argv: ['email', '-a', 'blog'],
    stderr: 'Error: A registry has a username and a password, and no email.\n',
  },
])

testAnswers(RegistryUnset, 'registry:unset', [
  {
    argv: ['password', '-a', 'blog', '--json'],
    stub: (api) => api.patch('/apps/blog/registry', { password: null }).reply(200, registry),
    stdout: JSON.stringify(registry, null, 2) + '\n',
    stderr: 'Unsetting the registry login of blog... done\n',
  },
])
