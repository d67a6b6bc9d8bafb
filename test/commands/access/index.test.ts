import AccessList from '../../../src/commands/access/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator } from '../../fixtures/resources.ts'

testRefusals(AccessList, 'access', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const mia = aCollaborator('mia@example.com', 'owner')
const ann = aCollaborator('ann@example.com')

testAnswers(AccessList, 'access', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia, ann]),
    stdout: 'ann@example.com\tcollaborator\nmia@example.com\towner\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia]),
    stdout: JSON.stringify([mia], null, 2) + '\n',
  },
])
