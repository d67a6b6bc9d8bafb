import Certs from '../../../src/commands/certs/index.ts'
import { testAnswers, testRefusals } from '../../fixtures/command-tables.ts'
import { aCertificate } from '../../fixtures/resources.ts'

testRefusals(Certs, 'certs', [
  { argv: ['x'], stderr: 'Error: Unexpected argument: x\nAdd --help to see what it takes.\n' },
])

const www = aCertificate('www')
const own = aCertificate('own', {
  domains: [],
  ssl_cert: { ...www.ssl_cert, acm: true, 'ca_signed?': false, cert_domains: ['a.test'] },
})

const expiring = (one: typeof www, expires_at: string) => ({
  ...one,
  ssl_cert: { ...one.ssl_cert, expires_at },
})

testAnswers(Certs, 'certs', [
  {
    argv: ['-a', 'blog'],
    terminal: { isTTY: { stdout: true }, columns: 140 },
    name: 'lists them in a terminal',
    stub: (api) => api.get('/apps/blog/sni-endpoints').reply(200, [www, own]),
    stdout: `Name  Common Name(s)                Expires               Trusted  Type  Domains
www   www.example.com, example.com  2027-02-01 00:00 UTC  True     SNI   www.example.com
own   a.test                        2027-02-01 00:00 UTC  False    ACM
`,
  },
  {
    argv: ['-a', 'blog'],
    name: 'says what to do where there is none',
    stub: (api) => api.get('/apps/blog/sni-endpoints').reply(200, []),
    stderr: 'blog has no certificates. `qp certs:add CRT KEY` adds one.\n',
  },
  {
    argv: ['-a', 'blog'],
    name: 'says of what expires soon or has what to do',
    stub: (api) =>
      api
        .get('/apps/blog/sni-endpoints')
        .reply(200, [expiring(www, '2026-11-24T10:06:00Z'), expiring(own, '2026-11-22T10:05:00Z')]),
    stdout:
      'www\twww.example.com, example.com\t2026-11-24 10:06 UTC\tTrue\tSNI\twww.example.com\n' +
      'own\ta.test\t2026-11-22 10:05 UTC\tFalse\tACM\t\n',
    stderr:
      'www expires in 2 days. `qp certs:update www CRT KEY` replaces it.\nown has expired. `qp certs:auto` says why.\n',
  },
  {
    argv: ['-a', 'blog', '--json', '-l', '1'],
    stub: (api) => api.get('/apps/blog/sni-endpoints').reply(200, [www, own]),
    stdout: JSON.stringify([www], null, 2) + '\n',
  },
])
