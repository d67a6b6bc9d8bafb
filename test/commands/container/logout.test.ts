import ContainerLogout from '../../../src/commands/container/logout.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'

testRefusals(ContainerLogout, 'container:logout', [
  { argv: ['a'], stderr: 'Error: Unexpected argument: a\nAdd --help to see what it takes.\n' },
])

testAnswers(ContainerLogout, 'container:logout', [
  {
    argv: ['--json'],
    stub: () => {},
    stdout: '{\n  "url": "http://qp.test"\n}\n',
    stderr: 'docker knows no login for http://qp.test. `qp logout` ends yours.\n',
  },
])
