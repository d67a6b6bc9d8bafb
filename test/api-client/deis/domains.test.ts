import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Exchange, page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisCert, aDeisDomain } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/domains/'
const www = aDeisDomain('www.example.com')
const list = (...attached: string[]): Exchange[] => [
  { method: 'GET', path: `${path}?limit=100`, answer: page(aDeisDomain('demo'), www) },
  { method: 'GET', path: '/certs/?limit=100', answer: page(aDeisCert({ domains: attached })) },
]
const attach: Exchange = {
  method: 'POST',
  path: '/certs/www/domain/',
  body: { domain: 'www.example.com' },
  status: 201,
}
const detach: Exchange = { method: 'DELETE', path: '/certs/www/domain/www.example.com', status: 204 }
const post: Exchange = {
  method: 'POST',
  path,
  body: { domain: 'www.example.com' },
  status: 201,
  answer: www,
}

testDeisRequests([
  {
    name: 'domains.list',
    call: (api) => api.domains.list('demo'),
    exchanges: list('www.example.com'),
    result: [
      { id: 'demo', hostname: 'demo.example.test', kind: 'heroku', cname: null, sni_endpoint: null },
      {
        hostname: 'www.example.com',
        kind: 'custom',
        cname: 'demo.example.test',
        sni_endpoint: { name: 'www' },
      },
    ],
  },
  {
    name: 'domains.get',
    call: (api) => api.domains.get('demo', 'demo.example.test'),
    exchanges: list(),
    result: { id: 'demo' },
  },
  {
    name: 'domains.add',
    call: (api) => api.domains.add('demo', { hostname: 'www.example.com' }),
    exchanges: [post, ...list()],
    result: { hostname: 'www.example.com', sni_endpoint: null },
  },
  {
    name: 'domains.add with a certificate',
    call: (api) => api.domains.add('demo', { hostname: 'www.example.com', sni_endpoint: 'www' }),
    exchanges: [post, attach, ...list('www.example.com')],
    result: { sni_endpoint: { name: 'www' } },
  },
  {
    name: 'domains.update that attaches',
    call: (api) => api.domains.update('demo', 'www.example.com', { sni_endpoint: 'www' }),
    exchanges: [...list(), attach, ...list('www.example.com')],
    result: { sni_endpoint: { name: 'www' } },
  },
  {
    name: 'domains.update that attaches another',
    call: (api) => api.domains.update('demo', 'www.example.com', { sni_endpoint: 'new' }),
    exchanges: [...list('www.example.com'), detach, { ...attach, path: '/certs/new/domain/' }, ...list()],
  },
  {
    name: 'domains.update that detaches',
    call: (api) => api.domains.update('demo', 'www.example.com', { sni_endpoint: null }),
    exchanges: [...list('www.example.com'), detach, ...list()],
    result: { sni_endpoint: null },
  },
  {
    name: 'domains.remove',
    call: (api) => api.domains.remove('demo', 'www.example.com'),
    exchanges: [...list(), { method: 'DELETE', path: `${path}www.example.com`, status: 204 }],
    result: { hostname: 'www.example.com' },
  },
  {
    name: 'domains.remove, written otherwise,',
    call: (api) => api.domains.remove('demo', 'WWW.Example.com'),
    exchanges: [...list(), { method: 'DELETE', path: `${path}www.example.com`, status: 204 }],
    result: { hostname: 'www.example.com' },
  },
  {
    name: "domains.remove of the app's own",
    call: (api) => api.domains.remove('demo', 'demo.example.test'),
    exchanges: [...list(), { method: 'DELETE', path: `${path}demo`, status: 204 }],
    result: { kind: 'heroku' },
  },
])

test('a domain that there is not is named', async (t) => {
  stubDeis(t, list())
  await assert.rejects(stubbedDeis().domains.remove('demo', 'x.example.com'), {
    code: 'not_found',
    message: 'No such domain: x.example.com. `qp domains -a demo` lists them.',
  })
})
