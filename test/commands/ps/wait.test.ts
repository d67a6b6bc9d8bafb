import PsWait from '../../../src/commands/ps/wait.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aDyno, aFormation, aRelease } from '../../fixtures/resources.ts'

const old = aDyno('run.1', { release: { id: 'release-12', version: 12 } })
const web = aDyno('web.1')

testAnswers(PsWait, 'ps:wait', [
  {
    name: 'answers at once where all run the latest release',
    argv: ['-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases').reply(200, [aRelease(13)])
      api.get('/apps/blog/dynos').reply(200, [web, old])
    },
    stderr: 'Waiting for every dyno of blog to run v13... done, 1 of 1\n',
  },
  {
    name: 'waits for those that do not',
    argv: ['-R', '-w', '1', '-a', 'blog', '--json'],
    stub: (api) => {
      api
        .get('/apps/blog/releases')
        .twice()
        .reply(200, [aRelease(13)])
      api.get('/apps/blog/dynos').reply(200, [web, old])
      api.get('/apps/blog/dynos').reply(200, [web])
    },
    stdout: `${JSON.stringify([web], null, 2)}\n`,
    stderr:
      'Waiting for every dyno of blog to run v13...\n  1 of 2\nWaiting for every dyno of blog to run v13... done, 1 of 1\n',
  },
  {
    name: 'does not wait for a release that failed',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/releases').reply(200, [aRelease(14, { status: 'failed' })]),
    stderr:
      'Error: v14 of blog failed: no dyno will run it.\n`qp logs -a blog` tells why; the release before goes on running.\n',
    exitCode: 1,
  },
  {
    name: 'waits for those of one type, be it that there are none of it',
    argv: ['-t', 'worker', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases').reply(200, [aRelease(13)])
      api.get('/apps/blog/formation').reply(200, [aFormation('web', 1), aFormation('worker', 0)])
      api.get('/apps/blog/dynos').reply(200, [web, old])
    },
    stderr: 'Waiting for every dyno of blog to run v13... done, 0 of 0\n',
  },
  {
    name: 'does not wait for a type that there is not',
    argv: ['-t', 'wokrer', '-a', 'blog'],
    stub: (api) => {
      api.get('/apps/blog/releases').reply(200, [aRelease(13)])
      api.get('/apps/blog/formation').reply(200, [aFormation('web', 1), aFormation('worker', 0)])
    },
    stderr:
      'Error: No such process type: wokrer. Did you mean worker?\n`qp ps:scale -a blog` lists them, and run is for one-off dynos.\n',
    exitCode: 1,
  },
])

testRefusals(PsWait, 'ps:wait', [
  {
    argv: ['-R', '-t', 'web', '-a', 'blog'],
    stderr:
      'Error: --type=web cannot also be provided when using --with-run\nAdd --help to see what it takes.\n',
  },
])
