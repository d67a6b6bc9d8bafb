import AccessUpdate from '../../../src/commands/access/update.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCollaborator } from '../../fixtures/resources.ts'

testRefusals(AccessUpdate, 'access:update', [
  {
    argv: ['ann@example.com', '-a', 'blog'],
    stderr: 'Error: Missing required flag --permissions\nAdd --help to see what it takes.\n',
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
const path = '/apps/blog/collaborators/ann%40example.com'
const stderr = 'Updating ann@example.com in application blog with deploy, operate permissions... done\n'

testAnswers(AccessUpdate, 'access:update', [
  {
    argv: ['ann@example.com', '-p', 'deploy,operate', '-a', 'blog'],
    stub: (api) => api.patch(path, { permissions: ['deploy', 'operate'] }).reply(200, ann),
    stderr,
  },
  {
    argv: ['ann@example.com', '-p', 'deploy,operate', '-a', 'blog', '--json'],
    stub: (api) => api.patch(path).reply(200, ann),
    stdout: JSON.stringify(ann, null, 2) + '\n',
    stderr,
  },
])
