import CertsAutoDisable from '../../../../src/commands/certs/auto/disable.ts'
import { testAnswers, testRefusals } from '../../../fixtures/command-tables.ts'
import { anApp } from '../../../fixtures/resources.ts'

testRefusals(CertsAutoDisable, 'certs:auto:disable', [
  {
    argv: ['-a', 'blog'],
    stderr:
      'Error: This will remove the automatic certificates of blog: its domains are no longer served by https. To proceed, add --confirm blog.\n',
  },
])

testAnswers(CertsAutoDisable, 'certs:auto:disable', [
  {
    argv: ['-a', 'blog', '--confirm', 'blog', '--json'],
    stub: (api) => api.delete('/apps/blog/acm').reply(200, anApp()),
    stdout: JSON.stringify(anApp(), null, 2) + '\n',
    stderr: 'Disabling Automatic Certificate Management... done\n',
  },
  {
    argv: ['-a', 'blog', '-c', 'blog'],
    name: "takes heroku's -c as the confirmation",
    stub: (api) => api.delete('/apps/blog/acm').reply(200, anApp()),
    stderr: 'Disabling Automatic Certificate Management... done\n',
  },
])
