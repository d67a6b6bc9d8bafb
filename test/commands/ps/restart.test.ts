import PsRestart from '../../../src/commands/ps/restart.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { ndjson, watchedAnswer } from '../../fixtures/stub-controller.ts'

testRefusals(PsRestart, 'ps:restart', [
  {
    argv: ['-d', 'web.1', '-p', 'web', '-a', 'blog'],
    stderr:
      'Error: --dyno-name=web.1 cannot also be provided when using --process-type\nAdd --help to see what it takes.\n',
  },
])

const done = watchedAnswer({})

testAnswers(PsRestart, 'ps:restart', [
  {
    argv: ['-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/dynos').reply(200, done, ndjson),
    stderr: 'Restarting all dynos on blog... done\n',
  },
  {
    argv: ['web.1', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/dynos/web.1').reply(200, done, ndjson),
    stderr: 'Restarting dyno web.1 on blog... done\n',
  },
  {
    argv: ['-d', 'web.1', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/dynos/web.1').reply(200, done, ndjson),
    stderr: 'Restarting dyno web.1 on blog... done\n',
  },
  {
    argv: ['--dyno', 'web.1', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/dynos/web.1').reply(200, done, ndjson),
    stderr: 'Restarting dyno web.1 on blog... done\n',
  },
  {
    argv: ['web', '-a', 'blog'],
    stub: (api) => api.delete('/apps/blog/formations/web').reply(200, done, ndjson),
    stderr: 'Restarting all web dynos on blog... done\n',
  },
  {
    argv: ['-p', 'web', '-a', 'blog', '--json'],
    stub: (api) => api.delete('/apps/blog/formations/web').reply(202, {}),
    stdout: '{\n  "app": "blog",\n  "restarted": "web"\n}\n',
    stderr: 'Restarting all web dynos on blog... done\n',
  },
])
