import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddress } from '../../src/lib/address.ts'

test('an address is a host and a port', () => {
  assert.deepEqual(parseAddress('127.0.0.1:5005'), { host: '127.0.0.1', port: 5005 })
  assert.deepEqual(parseAddress('apps.example.com:80'), { host: 'apps.example.com', port: 80 })
  assert.deepEqual(parseAddress('[::1]:0'), { host: '::1', port: 0 })
})

for (const text of ['5005', 'localhost', ':5005', '127.0.0.1:', '127.0.0.1:99999', '::1:80', 'a:b']) {
  test(`${text} is refused`, () => {
    assert.throws(() => parseAddress(text), {
      name: 'UsageError',
      message: `${text} is no address. Use HOST:PORT, such as 127.0.0.1:5005.`,
    })
  })
}
