import CertsRemove from '../../../src/commands/certs/remove.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCertificate } from '../../fixtures/resources.ts'

const www = aCertificate('www')
const path = '/apps/blog/sni-endpoints'
const removed = 'Removing SSL certificate www from blog... done\n'

testRefusals(CertsRemove, 'certs:remove', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

testAnswers(CertsRemove, 'certs:remove', [
  {
    argv: ['-a', 'blog', '--confirm', 'blog'],
    name: 'removes the only one there is',
    stub: (api) => api.get(path).reply(200, [www]).delete(`${path}/www`).reply(200, www),
    stderr: removed,
  },
  {
    argv: ['--name', 'www', '-a', 'blog'],
    name: 'wants a confirmation',
    stub: (api) => api.get(`${path}/www`).reply(200, www),
    stderr: 'Error: This will remove the certificate www from blog. To proceed, add --confirm blog.\n',
    exitCode: 2,
  },
  {
    argv: ['www', '-a', 'blog', '--json'],
    name: "as deis's form has it, unasked",
    stub: (api) => api.get(`${path}/www`).reply(200, www).delete(`${path}/www`).reply(200, www),
    stdout: JSON.stringify(www, null, 2) + '\n',
    stderr: removed,
  },
])
