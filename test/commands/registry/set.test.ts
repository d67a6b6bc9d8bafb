import RegistrySet from '../../../src/commands/registry/set.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const registry = { username: 'me', has_password: true }

testRefusals(RegistrySet, 'registry:set', [
  {
    argv: ['email=a', '-a', 'blog'],
    stderr: 'Error: A registry has a username and a password, and no email.\n',
  },
])

testAnswers(RegistrySet, 'registry:set', [
  {
    argv: ['username=me', 'password=s3cret', '-a', 'blog', '--json'],
    stub: (api) =>
      api.patch('/apps/blog/registry', { username: 'me', password: 's3cret' }).reply(200, registry),
    stdout: JSON.stringify(registry, null, 2) + '\n',
    stderr: 'Setting the registry login of blog... done\n',
  },
])
