import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testAuthority } from '../../fixtures/certificates.ts'
import { type Exchange, page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisCert, aDeisDomain } from '../../fixtures/deis-resources.ts'

const served = aDeisCert({ domains: ['www.example.com'] })
const unused = aDeisCert({
  id: 2,
  name: 'unused',
  issuer: '/CN=x',
  subject: '/CN=x',
  common_name: 'x',
  san: [],
})
const elsewhere = aDeisCert({ id: 3, name: 'elsewhere', domains: ['www.example.org'] })
const listDomains = (...domains: string[]): Exchange => ({
  method: 'GET',
  path: '/apps/demo/domains/?limit=100',
  answer: page(aDeisDomain('demo'), ...domains.map((it) => aDeisDomain(it))),
})
const listCerts = (...certs: object[]): Exchange => ({
  method: 'GET',
  path: '/certs/?limit=100',
  answer: page(...certs),
})
const get = (answer: object, name = 'www'): Exchange => ({ method: 'GET', path: `/certs/${name}`, answer })
const post = (body: object, answer: object): Exchange => ({
  method: 'POST',
  path: '/certs/',
  body,
  status: 201,
  answer,
})
const attach = (domain: string, name = 'www'): Exchange => ({
  method: 'POST',
  path: `/certs/${name}/domain/`,
  body: { domain },
  status: 201,
})
const pem = { certificate: 'CERT', key: 'KEY' }
const given = { certificate_chain: 'CERT', private_key: 'KEY' }

testDeisRequests([
  {
    name: 'certificates.list: those that serve the app, or nobody',
    call: (api) => api.certificates.list('demo'),
    exchanges: [listDomains('www.example.com'), listCerts(served, unused, elsewhere)],
    result: [
      {
        id: 'www',
        name: 'www',
        app: { name: 'demo' },
        cname: 'demo.example.test',
        domains: ['www.example.com'],
        ssl_cert: {
          'ca_signed?': true,
          'self_signed?': false,
          cert_domains: ['www.example.com'],
          fingerprint: 'AA:BB',
          starts_at: '2026-11-22T21:48:30Z',
          expires_at: '2027-11-22T21:48:30Z',
        },
      },
      { name: 'unused', domains: [], ssl_cert: { 'self_signed?': true, cert_domains: ['x'] } },
    ],
  },
  {
    name: 'certificates.get',
    call: (api) => api.certificates.get('demo', 'www'),
    exchanges: [get(served)],
    result: { name: 'www' },
  },
  {
    name: 'certificates.add, which serves what it holds for and has none',
    call: (api) => api.certificates.add('demo', { ...given, name: 'wild' }),
    exchanges: [
      post({ ...pem, name: 'wild' }, aDeisCert({ name: 'wild', common_name: '*.example.com', san: [] })),
      listDomains('www.example.com', 'new.example.com', 'a.b.example.com', 'example.com'),
      listCerts(served),
      attach('new.example.com', 'wild'),
      get(aDeisCert({ name: 'wild', domains: ['new.example.com'] }), 'wild'),
    ],
    result: { name: 'wild', domains: ['new.example.com'] },
  },
  {
    name: 'certificates.remove',
    call: (api) => api.certificates.remove('demo', 'www'),
    exchanges: [get(served), { method: 'DELETE', path: '/certs/www', status: 204 }],
    result: { name: 'www' },
  },
  {
    name: 'certificates.add by v1',
    version: 'v1',
    call: (api) => api.certificates.add('demo', given),
    exchanges: [
      post(pem, { common_name: 'www.example.com', expires: '2027-11-22T21:48:30Z' }),
      get({ common_name: 'www.example.com', created: '2026-11-22T21:48:30Z' }, 'www.example.com'),
    ],
    result: { name: 'www.example.com', ssl_cert: { starts_at: '2026-11-22T21:48:30Z' } },
  },
  {
    name: 'certificates.add by v1 with a name',
    version: 'v1',
    call: (api) => api.certificates.add('demo', { ...given, name: 'www.example.com' }),
    exchanges: [
      post({ ...pem, common_name: 'www.example.com' }, { common_name: 'www.example.com' }),
      get({ common_name: 'www.example.com' }, 'www.example.com'),
    ],
  },
])

test('without a name the certificate makes one', async (t) => {
  const authority = testAuthority(t)
  const names = { 'www-example-com': 'www.example.com', 'wildcard-example-com': '*.example.com' }
  for (const [name, host] of Object.entries(names)) {
    const { pem } = authority.issue([host])
    stubDeis(t, [
      post({ certificate: pem.cert, key: pem.key, name }, aDeisCert({ name, common_name: host, san: [] })),
      listDomains(),
      listCerts(),
      get(aDeisCert({ name }), name),
    ])
    const options = { certificate_chain: pem.cert, private_key: pem.key }
    assert.equal((await stubbedDeis().certificates.add('demo', options)).name, name)
  }
})

test('what is no certificate can not name itself, and none is replaced', async (t) => {
  stubDeis(t, [])
  const { certificates } = stubbedDeis()
  await assert.rejects(certificates.add('demo', given), { code: 'invalid_params' })
  await assert.rejects(certificates.update('demo', 'www', given), { code: 'not_supported' })
})

for (const [text, message] of [
  ['-----BEGIN PRIVATE KEY-----', 'the first file is a private key.'],
  ['DER', 'the certificate is not PEM.'],
] as const)
  test(`what is no certificate is not sent: ${message}`, async (t) => {
    stubDeis(t, [])
    const add = stubbedDeis().certificates.add('demo', { certificate_chain: text, private_key: 'key' })
    await assert.rejects(add, { message, code: 'invalid_params' })
  })
