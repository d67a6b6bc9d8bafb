import PsScale from '../../../src/commands/ps/scale.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aFormation } from '../../fixtures/resources.ts'
import { ndjson, watchedAnswer } from '../../fixtures/stub-controller.ts'

const hint = 'Write it like web=2, worker+1 or web=2:Standard-2X.\n'

testRefusals(PsScale, 'ps:scale', [
  { argv: ['web', '-a', 'blog'], stderr: `Error: web is not how to scale. ${hint}` },
  { argv: ['web=two', '-a', 'blog'], stderr: `Error: web=two is not how to scale. ${hint}` },
  { argv: ['web=1', 'worker=', '-a', 'blog'], stderr: `Error: worker= is not how to scale. ${hint}` },
])

testAnswers(PsScale, 'ps:scale', [
  {
    name: 'sends quantities as the Platform API takes them',
    argv: ['web=2', 'my-worker+1:Standard-2X', 'clock-1', '-a', 'blog'],
    stub: (api) => {
      const updates = [
        { type: 'web', quantity: '2' },
        { type: 'my-worker', quantity: '+1', size: 'Standard-2X' },
        { type: 'clock', quantity: '-1' },
      ]
      const formation = [
        aFormation('web', 2),
        aFormation('my-worker', 3, 'Standard-2X'),
        aFormation('clock', 0),
        aFormation('untouched', 1),
      ]
      api.patch('/apps/blog/formation', { updates }).reply(200, watchedAnswer(formation), ndjson)
    },
    stderr:
      'Scaling dynos... done, now running web at 2:Standard-1X, my-worker at 3:Standard-2X, clock at 0:Standard-1X\n',
  },
  {
    name: 'says what runs where the controller knows the type by another name',
    argv: ['cmd=2', '-a', 'blog'],
    stub: (api) =>
      api.patch('/apps/blog/formation').reply(200, watchedAnswer([aFormation('web', 2)]), ndjson),
    stderr: 'Scaling dynos... done, now running web at 2:Standard-1X\n',
  },
  {
    name: 'shows the formation in a form to pass back',
    argv: ['-a', 'blog'],
    stub: (api) =>
      api.get('/apps/blog/formation').reply(200, [aFormation('worker', 1, 'Basic'), aFormation('web', 2)]),
    stdout: 'web=2:Standard-1X worker=1:Basic\n',
  },
  {
    name: 'says what to do where there are no process types',
    argv: ['-a', 'blog'],
    stub: (api) => api.get('/apps/blog/formation').reply(200, []),
    stderr: 'Error: No process types on blog.\nDeploy an app with a Procfile to have some.\n',
    exitCode: 1,
  },
  {
    argv: ['web=2', '-a', 'blog', '--json'],
    stub: (api) =>
      api.patch('/apps/blog/formation').reply(200, watchedAnswer([aFormation('web', 2)]), ndjson),
    stdout: JSON.stringify([aFormation('web', 2)], null, 2) + '\n',
    stderr: 'Scaling dynos... done, now running web at 2:Standard-1X\n',
  },
])
