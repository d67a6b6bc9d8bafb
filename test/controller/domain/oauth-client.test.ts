import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkClientName, checkRedirectUri } from '../../../src/controller/domain/oauth-client.ts'

const right = [
  'https://example.com',
  'https://example.com:8443/callback?from=qp',
  'http://localhost:5000/auth',
  'http://127.0.0.1/',
  'http://[::1]:5000/',
]
for (const uri of right)
  test(`codes may be sent to ${uri}`, () => assert.doesNotThrow(() => checkRedirectUri(uri)))

const wrong = [
  ['/callback', 'is no URL'],
  ['https://example.com/a b', 'is no URL'],
  ['https://example.com/\nSet-Cookie:x', 'is no URL'],
  ['https://example.com;script-src/', 'has no host that can be'],
  ['https://*.example.com/', 'has no host that can be'],
  ['http://example.com/', 'is not by https'],
  ['http://localhost.example.com/', 'is not by https'],
  ['javascript:alert(1)', 'is not by https'],
  ['myapp://callback', 'is not by https'],
  ['https://example.com/#', 'has a fragment'],
  ['https://user@example.com/', 'has a login in it'],
] as const
for (const [uri, why] of wrong)
  test(`${JSON.stringify(uri)} ${why}`, () => {
    assert.throws(
      () => checkRedirectUri(uri),
      (error: Error) => error.message.startsWith(`${JSON.stringify(uri)} ${why}`),
    )
  })

test('a name is one line of characters that show', () => {
  for (const name of ['Dash', 'Dash & Board 2', 'Müller’s', 'x'.repeat(100)])
    assert.doesNotThrow(() => checkClientName(name))
  for (const name of ['', ' Dash', 'x'.repeat(101), 'two\nlines', 'two\u2028lines', 'right\u202eto left'])
    assert.throws(() => checkClientName(name), { id: 'invalid_params' })
})
