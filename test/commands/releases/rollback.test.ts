import ReleasesRollback from '../../../src/commands/releases/rollback.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aRelease } from '../../fixtures/resources.ts'
import { ndjson, watchedAnswer } from '../../fixtures/stub-controller.ts'

testRefusals(ReleasesRollback, 'releases:rollback', [
  {
    argv: ['x12', '-a', 'blog'],
    stderr: 'Error: x12 is no release. Name one like v12; `qp releases` lists them.\n',
  },
])

testAnswers(ReleasesRollback, 'releases:rollback', [
  {
    name: 'goes back to the newest that it can',
    argv: ['-a', 'blog'],
    stub: (api) => {
      const releases = [
        aRelease(14, { status: 'failed', eligible_for_rollback: false }),
        aRelease(13, { current: true }),
        aRelease(12, { eligible_for_rollback: false }),
        aRelease(11),
      ]
      api
        .get('/apps/blog/releases')
        .matchHeader('range', 'version ..; order=desc, max=10')
        .reply(206, releases)
      api
        .post('/apps/blog/releases', { release: 'release-11' })
        .reply(200, watchedAnswer(aRelease(15), { status: 201 }), ndjson)
    },
    stderr: 'Rolling back blog to v11... done, v15\nTo undo, run: qp rollback v14 -a blog\n',
  },
  {
    argv: ['v10', '-a', 'blog', '--json'],
    stub: (api) => {
      api.get('/apps/blog/releases/10').reply(200, aRelease(10))
      api.post('/apps/blog/releases', { release: 'release-10' }).reply(201, aRelease(14))
    },
    stdout: JSON.stringify(aRelease(14), null, 2) + '\n',
    stderr: 'Rolling back blog to v10... done, v14\nTo undo, run: qp rollback v13 -a blog\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'is refused where there is nothing to go back to',
    stub: (api) => api.get('/apps/blog/releases').reply(200, [aRelease(1, { current: true })]),
    stderr: 'Error: No eligible release found for blog to roll back to.\n',
    exitCode: 1,
  },
])
