import AccessList from '../../../src/commands/access/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator } from '../../fixtures/resources.ts'

testRefusals(AccessList, 'access', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const mia = aCollaborator('mia@example.com', 'owner')
const permissions = ['view', 'deploy'].map((name) => ({ name, description: name }))
const ann = { ...aCollaborator('ann@example.com'), permissions }

testAnswers(AccessList, 'access', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia, ann]),
    stdout: 'ann@example.com\tcollaborator\tview, deploy\nmia@example.com\towner\t\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => api.get('/apps/blog/collaborators').reply(200, [mia]),
    stdout: JSON.stringify([mia], null, 2) + '\n',
  },
])
