import ContainerRelease from '../../../src/commands/container/release.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'

testRefusals(ContainerRelease, 'container:release', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: Missing 1 required arg:\ntypes  process types\nAdd --help to see what it takes.\n',
  },
])

testAnswers(ContainerRelease, 'container:release', [
  {
    argv: ['web', 'worker', '-a', 'blog', '-v', '--json'],
    stub: (api) => {
      api
        .get('/apps/blog/container-images')
        .reply(200, [{ type: 'web', image: 'sha256:1', created_at: '2026-11-22T10:00:00Z' }])
      api
        .post('/apps/blog/container-images/actions/release', { types: ['web', 'worker'] })
        .reply(201, aRelease(5))
    },
    stdout: JSON.stringify(aRelease(5), null, 2) + '\n',
    stderr: 'web: sha256:1\nReleasing web, worker to blog... done, v5\n',
  },
])
