import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainRouting } from '../../../src/controller/domain/routing.ts'
import { parseRoute } from '../../../src/controller/domain/service.ts'
import { normalizeAddress, renderEntry, renderTable } from '../../../src/controller/router/routes.ts'

const route = {
  appId: 'b',
  appName: 'blog',
  hostnames: ['www.Example.com.', 'blog.localhost', 'www.example.com'],
  dynos: [
    { dyno: 'web.1', address: '127.0.0.1:20001' },
    { dyno: 'web.2', address: '[0:0::1]:20002' },
  ],
}

test('a route is one line, the same for every spelling', () => {
  assert.equal(
    renderEntry({ route }),
    'b\tblog\tblog.localhost,www.example.com\tweb.1=127.0.0.1:20001,web.2=[::1]:20002',
  )
  assert.equal(renderEntry({ route: { ...route, hostnames: [], dynos: [] } }), 'b\tblog\t\t')
})

test('what is not as usual stands in fields of its own', () => {
  const dynos = [{ dyno: 'hooks.1', address: '127.0.0.1:20003' }]
  const services = [
    { type: 'hooks', paths: parseRoute('/hooks, ~   ^/users/[0-9]+/hooks'), dynos },
    { type: 'idle', paths: parseRoute('=/idle'), dynos: [] },
  ]
  const pages = { maintenance: 'https://cdn.example.com/down.html', error: '//cdn.example.com/oops.html' }
  const routing = {
    ...plainRouting,
    isEnabled: false,
    isInMaintenance: true,
    httpsEnforced: true,
    hasSessionAffinity: true,
    whitelist: ['192.0.2.7', '10.0.0.0/8', '2001:db8::/32'],
  }
  const bare = { ...route, hostnames: [], dynos: [] }
  assert.deepEqual(renderEntry({ route: { ...bare, services, pages }, routing }).split('\t'), [
    'b',
    'blog',
    '',
    '',
    'routing=off',
    'maintenance=on',
    'https=enforced',
    'affinity=on',
    'whitelist=c0000207/32,0a000000/8,20010db8000000000000000000000000/32',
    'service=hooks hooks.1=127.0.0.1:20003 /hooks,~ ^/users/[0-9]+/hooks',
    'service=idle  = /idle',
    'maintenance-page=https://cdn.example.com/down.html',
    'error-page=//cdn.example.com/oops.html',
  ])
  assert.equal(renderEntry({ route: bare, routing: plainRouting }), renderEntry({ route: bare }))
})

test('a table is in the order of ids', () => {
  const bare = { ...route, hostnames: [], dynos: [] }
  assert.equal(renderTable([{ route: bare }, { route: { ...bare, appId: 'a' } }]), 'a\tblog\t\t\nb\tblog\t\t')
  assert.equal(renderTable([]), '')
})

test('what would break the line is refused', () => {
  for (const hostname of ['a\tb', 'a,b', 'a b', '', 'a:80']) {
    assert.throws(
      () => renderEntry({ route: { ...route, hostnames: [hostname] } }),
      { id: 'invalid_params' },
      hostname,
    )
  }
  assert.throws(() => renderEntry({ route: { ...route, appName: 'a\nb' } }), { id: 'invalid_params' })
  const pages = { maintenance: 'https://a\tb', error: undefined }
  assert.throws(() => renderEntry({ route: { ...route, pages } }), { id: 'invalid_params' })
  for (const address of ['localhost:1', '127.0.0.1', '1.2.3:4', '[::g]:1', '127.0.0.1:123456']) {
    assert.throws(() => normalizeAddress(address), { id: 'invalid_params' }, address)
  }
})
