import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { bareHost, describeProxy, findProxy, isThisMachine, portOf } from '../../src/api-client/proxy.ts'

const upper = { HTTPS_PROXY: 'http://secure:1', HTTP_PROXY: 'http://plain:2', ALL_PROXY: 'http://all:3' }
const lower = {
  https_proxy: 'http://low-secure:4',
  http_proxy: 'http://low-plain:5',
  all_proxy: 'http://low-all:6',
}

const chosen = [
  { url: 'https://qp.test', env: upper, proxy: 'secure:1' },
  { url: 'wss://qp.test', env: upper, proxy: 'secure:1' },
  { url: 'http://qp.test', env: upper, proxy: 'plain:2' },
  { url: 'ws://qp.test', env: upper, proxy: 'plain:2' },
  { url: 'https://qp.test', env: { ...upper, ...lower }, proxy: 'low-secure:4' },
  { url: 'https://qp.test', env: { ...upper, https_proxy: '' }, proxy: 'secure:1' },
  { url: 'https://qp.test', env: { HTTP_PROXY: 'http://plain:2' }, proxy: undefined },
  { url: 'http://qp.test', env: { HTTPS_PROXY: 'http://secure:1' }, proxy: undefined },
  { url: 'http://qp.test', env: { ALL_PROXY: 'http://all:3' }, proxy: 'all:3' },
  { url: 'https://qp.test', env: lower, proxy: 'low-secure:4' },
  { url: 'wss://qp.test', env: { all_proxy: 'http://low-all:6' }, proxy: 'low-all:6' },
  { url: 'https://qp.test', env: { HTTPS_PROXY: 'proxy.corp:8080' }, proxy: 'proxy.corp:8080' },
  { url: 'https://qp.test', env: { HTTPS_PROXY: 'http://proxy.corp' }, proxy: 'proxy.corp:80' },
  { url: 'https://qp.test', env: { HTTPS_PROXY: 'https://u:p@[fd00::1]/' }, proxy: '[fd00::1]:443' },
  { url: 'https://qp.test', env: {}, proxy: undefined },
  { url: 'https://127.0.0.1:5005', env: upper, proxy: undefined },
  { url: 'http://127.3.2.1:5005', env: upper, proxy: undefined },
  { url: 'http://[::1]:5005', env: upper, proxy: undefined },
  { url: 'http://localhost', env: upper, proxy: undefined },
  { url: 'http://blog.localhost:8080', env: upper, proxy: undefined },
  { url: 'http://localhost.evil.test', env: upper, proxy: 'plain:2' },
]
for (const { url, env, proxy } of chosen) {
  test(`${url} goes ${proxy ? `through ${proxy}` : 'directly'} with ${JSON.stringify(env)}`, () => {
    const found = findProxy(env, new URL(url))
    assert.equal(found && describeProxy(found), proxy)
  })
}

const exempt: [url: string, list: string, isExempt: boolean][] = [
  ['https://qp.test', '*', true],
  ['https://qp.test', 'other.test, qp.test', true],
  ['https://qp.test', 'other.test qp.test', true],
  ['https://QP.test', 'Qp.Test', true],
  ['https://a.qp.test', 'qp.test', true],
  ['https://a.qp.test', '.qp.test', true],
  ['https://qp.test', '.qp.test', true],
  ['https://a.qp.test', '*.qp.test', true],
  ['https://notqp.test', 'qp.test', false],
  ['https://qp.test', 'a.qp.test', false],
  ['https://qp.test', 'qp.test:443', true],
  ['https://qp.test:8443', 'qp.test:443', false],
  ['http://qp.test', 'qp.test:80', true],
  ['https://10.1.2.3', '10.1.2.3', true],
  ['https://10.1.2.3', '10.0.0.0/8', true],
  ['https://11.1.2.3', '10.0.0.0/8', false],
  ['https://10.1.2.3:8443', '10.0.0.0/8:8443', true],
  ['https://10.1.2.3', '10.0.0.0/99', false],
  ['https://10.1.2.3', '.2.3', false],
  ['https://[fd00::7]', 'fd00::7', true],
  ['https://[fd00::7]', '[fd00::7]:443', true],
  ['https://[fd00::7]', 'fd00::/8', true],
  ['https://[fe80::7]', 'fd00::/8', false],
  ['https://qp.test', '', false],
  ['https://qp.test', ',  ,', false],
  ['https://qp.test', '.', false],
]
for (const [url, list, isExempt] of exempt) {
  test(`${url} is ${isExempt ? '' : 'not '}exempt by NO_PROXY=${list}`, () => {
    for (const name of ['NO_PROXY', 'no_proxy'])
      assert.equal(findProxy({ ...upper, [name]: list }, new URL(url)) === undefined, isExempt)
  })
}

for (const value of ['socks5://mia:secret@proxy:1080', 'http://', 'http://mia:secret@:x']) {
  test(`a proxy of ${value} is refused, without its password`, () => {
    assert.throws(
      () => findProxy({ HTTPS_PROXY: value }, new URL('https://qp.test')),
      (error: unknown) => {
        assert.match(String(error), /HTTPS_PROXY/)
        assert.doesNotMatch(inspect(error, { depth: 9 }), /secret/)
        return true
      },
    )
  })
}

test('a proxy that does not apply is not looked at', () => {
  assert.equal(
    findProxy({ ALL_PROXY: 'socks5://x', NO_PROXY: 'qp.test' }, new URL('https://qp.test')),
    undefined,
  )
})

test('hosts and ports as sockets take them', () => {
  assert.equal(bareHost(new URL('http://[fd00::1]:1')), 'fd00::1')
  assert.equal(portOf(new URL('https://proxy')), 443)
  assert.equal(isThisMachine('128.0.0.1'), false)
})
