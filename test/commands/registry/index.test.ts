import RegistryShow from '../../../src/commands/registry/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

const registry = { username: 'me', has_password: true }

testRefusals(RegistryShow, 'registry', [
  { argv: ['a'], stderr: 'Error: Unexpected argument: a\nAdd --help to see what it takes.\n' },
])

testAnswers(RegistryShow, 'registry', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/registry').reply(200, registry),
    stdout: 'username\tme\npassword\t(set)\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says so where there is none',
    stub: (api) => api.get('/apps/blog/registry').reply(200, { username: null, has_password: false }),
    stderr: 'blog pulls images without a login. `qp registry:set` sets one.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/registry').reply(200, registry),
    stdout: JSON.stringify(registry, null, 2) + '\n',
  },
])
