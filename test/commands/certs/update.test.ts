import CertsUpdate from '../../../src/commands/certs/update.ts'
import { folderWithCertificate, sentCertificate, shownCertificate } from '../../fixtures/certificate-files.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCertificate } from '../../fixtures/resources.ts'

const folder = await folderWithCertificate()
const www = aCertificate('www')
const path = '/apps/blog/sni-endpoints'

testRefusals(CertsUpdate, 'certs:update', [
  {
    argv: ['www.crt', '-a', 'blog'],
    stderr:
      'Error: Missing 1 required arg:\nkey  file of its private key\nAdd --help to see what it takes.\n',
  },
])

testAnswers(CertsUpdate, 'certs:update', [
  {
    argv: ['www.crt', 'www.key', '-a', 'blog', '--confirm', 'blog'],
    ...folder,
    name: 'replaces the only one there is',
    stub: (api) => api.get(path).reply(200, [www]).patch(`${path}/www`, sentCertificate).reply(200, www),
    stdout: `${shownCertificate}SSL certificate is signed by an authority.\n`,
    stderr: 'Updating SSL certificate www for blog... done\n',
  },
  {
    argv: ['www.crt', 'www.key', '-a', 'blog', '--name', 'www'],
    ...folder,
    name: 'wants a confirmation',
    stub: (api) => api.get(`${path}/www`).reply(200, www),
    stderr: 'Error: This will replace the certificate www of blog. To proceed, add --confirm blog.\n',
    exitCode: 2,
  },
  {
    argv: ['www.crt', 'www.key', '-a', 'blog', '--confirm', 'blog'],
    ...folder,
    name: 'wants a name where there are several',
    stub: (api) => api.get(path).reply(200, [www, aCertificate('own')]),
    stderr: 'Error: blog has several certificates: www, own. Add --name NAME.\n',
    exitCode: 1,
  },
  {
    argv: ['www.crt', 'www.key', '-a', 'blog', '--name', 'www', '--confirm', 'blog', '--json'],
    ...folder,
    stub: (api) => api.get(`${path}/www`).reply(200, www).patch(`${path}/www`).reply(200, www),
    stdout: JSON.stringify(www, null, 2) + '\n',
    stderr: 'Updating SSL certificate www for blog... done\n',
  },
])
