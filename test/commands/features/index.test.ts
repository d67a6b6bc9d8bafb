import FeaturesList from '../../../src/commands/features/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFeature } from '../../fixtures/resources.ts'

testRefusals(FeaturesList, 'features', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const affinity = aFeature('http-session-affinity', {
  enabled: true,
  description: 'Keep each visitor on a dyno',
})
const features = [affinity, aFeature('spike', { state: 'beta' })]

testAnswers(FeaturesList, 'features', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true } },
    name: 'lists those that are there to stay',
    stub: (api) => api.get('/apps/blog/features').reply(200, features),
    stdout: '=== App Features blog\n\n[+] http-session-affinity  Keep each visitor on a dyno\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/features').reply(200, features),
    stdout: JSON.stringify([affinity], null, 2) + '\n',
  },
])
