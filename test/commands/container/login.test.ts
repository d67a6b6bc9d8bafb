import ContainerLogin from '../../../src/commands/container/login.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { anAccount } from '../../fixtures/resources.ts'

testRefusals(ContainerLogin, 'container:login', [
  { argv: ['a'], stderr: 'Error: Unexpected argument: a\nAdd --help to see what it takes.\n' },
])

testAnswers(ContainerLogin, 'container:login', [
  {
    argv: ['-v', '--json'],
    stub: (api) => api.get('/account').reply(200, anAccount()),
    stdout: JSON.stringify(anAccount(), null, 2) + '\n',
    stderr:
      'images go to http://qp.test/apps/APP/container-images\nLogin succeeded: container:push goes to http://qp.test as mia@example.com\n',
  },
])
