import CertsAdd from '../../../src/commands/certs/add.ts'
import { folderWithCertificate, sentCertificate, shownCertificate } from '../../fixtures/certificate-files.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCertificate } from '../../fixtures/resources.ts'

const folder = await folderWithCertificate()
const form = 'Error: Give CRT KEY, the files of certificate and private key, or NAME CRT KEY.\n'

testRefusals(CertsAdd, 'certs:add', [
  { argv: ['www.crt', '-a', 'blog'], stderr: form },
  { argv: ['a', 'b', 'c', 'd', '-a', 'blog'], stderr: form },
  {
    argv: ['none.crt', 'www.key', '-a', 'blog'],
    ...folder,
    stderr: "Error: none.crt can't be read: there is no such file.\n",
    exitCode: 1,
  },
])

const path = '/apps/blog/sni-endpoints'
const signed = 'SSL certificate is signed by an authority.\n'

testAnswers(CertsAdd, 'certs:add', [
  {
    argv: ['www.crt', 'www.key', '-a', 'blog'],
    ...folder,
    name: "as heroku's form has it",
    stub: (api) => api.post(path, sentCertificate).reply(201, aCertificate('www')),
    stdout: `${shownCertificate}Domain(s):      www.example.com\n${signed}`,
    stderr: 'Adding SSL certificate to blog... done\n',
  },
  {
    argv: ['www', 'www.crt', 'www.key', '-a', 'blog'],
    ...folder,
    name: "as deis's form has it, and says where it serves nothing",
    stub: (api) =>
      api.post(path, { ...sentCertificate, name: 'www' }).reply(201, aCertificate('www', { domains: [] })),
    stdout: `${shownCertificate}Domain(s):\n${signed}`,
    stderr:
      'Adding SSL certificate to blog... done\nIt serves no domain of blog yet: `qp certs:attach www DOMAIN` makes it.\n',
  },
  {
    argv: ['www.crt', 'www.key', '-a', 'blog', '--json'],
    ...folder,
    stub: (api) => api.post(path).reply(201, aCertificate('www')),
    stdout: JSON.stringify(aCertificate('www'), null, 2) + '\n',
    stderr: 'Adding SSL certificate to blog... done\n',
  },
])
