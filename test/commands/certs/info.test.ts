import CertsInfo from '../../../src/commands/certs/info.ts'
import { shownCertificate } from '../../fixtures/certificate-files.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCertificate } from '../../fixtures/resources.ts'

const www = aCertificate('www')
const own = { ...www, ssl_cert: { ...www.ssl_cert, 'self_signed?': true } }
const path = '/apps/blog/sni-endpoints'

testRefusals(CertsInfo, 'certs:info', [
  { argv: ['a', 'b'], stderr: 'Error: Unexpected argument: b\nAdd --help to see what it takes.\n' },
])

testAnswers(CertsInfo, 'certs:info', [
  {
    argv: ['-a', 'blog', '--show-domains'],
    name: 'shows the only one there is',
    stub: (api) => api.get(path).reply(200, [www]),
    stdout: `${shownCertificate}Domain(s):      www.example.com\nSSL certificate is signed by an authority.\n`,
  },
  ...[['www'], ['--name', 'www'], ['--endpoint', 'www']].map((words) => ({
    argv: [...words, '-a', 'blog'],
    name: 'shows the one that is named',
    stub: (api: { get(path: string): { reply(status: number, body: object): unknown } }) =>
      void api.get(`${path}/www`).reply(200, own),
    stdout: `${shownCertificate}SSL certificate is self signed.\n`,
  })),
  {
    argv: ['-a', 'blog'],
    name: 'says so where there is none',
    stub: (api) => api.get(path).reply(200, []),
    stderr: 'Error: blog has no certificates.\n',
    exitCode: 1,
  },
  {
    argv: ['www', '-a', 'blog', '--json'],
    stub: (api) => api.get(`${path}/www`).reply(200, www),
    stdout: JSON.stringify(www, null, 2) + '\n',
  },
])
