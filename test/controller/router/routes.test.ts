import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizeAddress, renderRoute, renderTable } from '../../../src/controller/router/routes.ts'

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
    renderRoute(route),
    'b\tblog\tblog.localhost,www.example.com\tweb.1=127.0.0.1:20001,web.2=[::1]:20002',
  )
  assert.equal(renderRoute({ ...route, hostnames: [], dynos: [] }), 'b\tblog\t\t')
})

test('a table is in the order of ids', () => {
  const bare = { ...route, hostnames: [], dynos: [] }
  assert.equal(renderTable([bare, { ...bare, appId: 'a' }]), 'a\tblog\t\t\nb\tblog\t\t')
  assert.equal(renderTable([]), '')
})

test('what would break the line is refused', () => {
  for (const hostname of ['a\tb', 'a,b', 'a b', '', 'a:80']) {
    assert.throws(() => renderRoute({ ...route, hostnames: [hostname] }), { id: 'invalid_params' }, hostname)
  }
  assert.throws(() => renderRoute({ ...route, appName: 'a\nb' }), { id: 'invalid_params' })
  for (const address of ['localhost:1', '127.0.0.1', '1.2.3:4', '[::g]:1', '127.0.0.1:123456']) {
    assert.throws(() => normalizeAddress(address), { id: 'invalid_params' }, address)
  }
})
