import ReleasesRetry from '../../../src/commands/releases/retry.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease, aSlug } from '../../fixtures/resources.ts'
import { ndjson, watchedAnswer } from '../../fixtures/stub-controller.ts'

testRefusals(ReleasesRetry, 'releases:retry', [
  { argv: ['v12'], stderr: 'Error: Unexpected argument: v12\nAdd --help to see what it takes.\n' },
])

const failed = aRelease(12, { slug: { id: 's1' }, status: 'failed' })

testAnswers(ReleasesRetry, 'releases:retry', [
  {
    argv: ['-a', 'blog'],
    name: 'shows what the release command writes',
    stub: (api) => {
      api.get('/apps/blog/releases').reply(206, [failed])
      api.get('/apps/blog/slugs/s1').reply(200, aSlug({ process_types: { release: 'migrate' } }))
      const progress = [{ kind: 'output', text: '       migrating' }]
      api
        .post('/apps/blog/releases', { slug: 's1', description: 'Retry of v12: Deploy 12' })
        .reply(200, watchedAnswer(aRelease(13), { progress, status: 201 }), ndjson)
    },
    stderr:
      'Retrying the newest release of blog...\n         migrating\nRetrying the newest release of blog... done, v13\n',
  },
  {
    argv: ['-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/releases').reply(206, [failed])
      api.get('/apps/blog/slugs/s1').reply(200, aSlug({ process_types: { release: 'migrate' } }))
      api.post('/apps/blog/releases').reply(201, aRelease(13))
    },
    stdout: JSON.stringify(aRelease(13), null, 2) + '\n',
    stderr: 'Retrying the newest release of blog... done, v13\n',
  },
])
