import AccessAdd from '../../../src/commands/access/add.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator } from '../../fixtures/resources.ts'

testRefusals(AccessAdd, 'access:add', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\nemail  their email address\nAdd --help to see what it takes.\n',
  },
  {
    argv: ['ann@example.com', '-p', '', '-a', 'blog'],
    stderr:
      'Error: --permissions names none. Name some of view, deploy, operate and manage: -p deploy,operate.\n',
  },
  {
    argv: ['ann@example.com', '-p', ',', '-a', 'blog'],
    stderr:
      'Error: --permissions names none. Name some of view, deploy, operate and manage: -p deploy,operate.\n',
  },
])

const ann = aCollaborator('ann@example.com')

testAnswers(AccessAdd, 'access:add', [
  {
    argv: ['ann@example.com', '-a', 'blog'],
    stub: (api) => api.post('/apps/blog/collaborators', { user: 'ann@example.com' }).reply(201, ann),
    stderr: 'Adding ann@example.com access to the app blog... done\n',
  },
  {
    argv: ['ann@example.com', '-p', 'view, operate', '-a', 'blog'],
    stub: (api) =>
      api
        .post('/apps/blog/collaborators', { user: 'ann@example.com', permissions: ['view', 'operate'] })
        .reply(201, ann),
    stderr: 'Adding ann@example.com access to the app blog... done\n',
  },
  {
    argv: ['ann@example.com', '-a', 'blog', '--json'],
    stub: (api) => api.post('/apps/blog/collaborators').reply(201, ann),
    stdout: JSON.stringify(ann, null, 2) + '\n',
    stderr: 'Adding ann@example.com access to the app blog... done\n',
  },
  {
    argv: ['who@example.com', '-a', 'blog'],
    name: 'passes on what the controller says of somebody it does not know',
    stub: (api) =>
      api
        .post('/apps/blog/collaborators')
        .reply(422, { id: 'invalid_params', message: 'no such user: who@example.com.' }),
    stderr:
      'Adding who@example.com access to the app blog... failed\nError: no such user: who@example.com.\n',
    exitCode: 1,
  },
])
