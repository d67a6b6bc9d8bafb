import LabsList from '../../../src/commands/labs/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFeature, anAccount } from '../../fixtures/resources.ts'

testRefusals(LabsList, 'labs', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const own = aFeature('theme', { state: 'beta', description: 'Paint' })
const spike = aFeature('spike', { state: 'beta', enabled: true, description: 'Pierce' })
const general = aFeature('http-session-affinity')

testAnswers(LabsList, 'labs', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    name: 'lists those to try',
    stub: (api) => {
      api.get('/account').reply(200, anAccount()).get('/account/features').reply(200, [own])
      api.get('/apps/blog/features').reply(200, [spike, general])
    },
    stdout: `=== User Features mia@example.com

[ ] theme  Paint

=== App Features blog

[+] spike  Pierce
`,
  },
  {
    argv: [],
    name: 'needs no app, and says that there is nothing to try',
    stub: (api) => api.get('/account').reply(200, anAccount()).get('/account/features').reply(200, []),
    stderr: 'There is nothing to try out at the moment.\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/account').reply(200, anAccount()).get('/account/features').reply(200, [own])
      api.get('/apps/blog/features').reply(200, [spike, general])
    },
    stdout: JSON.stringify([own, spike], null, 2) + '\n',
  },
])
