import PsStop from '../../../src/commands/ps/stop.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(PsStop, 'ps:stop', [
  {
    argv: ['-a', 'blog'],
    stderr: 'Error: nothing to stop. Name a dyno or a process type: web.1 or web.\n',
  },
])

testAnswers(PsStop, 'ps:stop', [
  {
    argv: ['run.1234', '-a', 'blog'],
    stub: (api) => api.post('/apps/blog/dynos/run.1234/actions/stop').reply(202, {}),
    stderr: 'Stopping dyno run.1234 on blog... done\n',
  },
  {
    argv: ['-p', 'run', '-a', 'blog', '--json'],
    stub: (api) => api.post('/apps/blog/formations/run/actions/stop').reply(202),
    stdout: '{\n  "app": "blog",\n  "stopped": "run"\n}\n',
    stderr: 'Stopping all run dynos on blog... done\n',
  },
  {
    argv: ['web.9', '-a', 'blog'],
    stub: (api) =>
      api
        .post('/apps/blog/dynos/web.9/actions/stop')
        .reply(404, { id: 'not_found', message: 'no such dyno: web.9.' }),
    stderr: 'Stopping dyno web.9 on blog... failed\nError: no such dyno: web.9.\n',
    exitCode: 1,
  },
])
