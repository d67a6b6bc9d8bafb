import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkClientName, checkRedirectUri } from '../../../src/controller/domain/oauth-client.ts'

const right = [
  'https://example.com',
  'https://example.com:8443/callback?from=qp',
  'http://localhost:5000/auth',
  'https://xn--e1afmkfd.example/callback',
  'HTTPS://Example.com?x=%20',
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
  ['https://пример.example/', 'is no URL'],
  ['https://example.com/пример', 'is no URL'],
  ['https://example.com/\\..\\y', 'is no URL'],
  ['https:\\\\example.com', 'is no URL'],
  ['https:example.com', 'has no host that can be'],
  ['https:/example.com', 'has no host that can be'],
  ['https:///example.com', 'has no host that can be'],
  ['https://ex%61mple.com/', 'has no host that can be'],
  ['https://example.com:/', 'has no host that can be'],
  ['https://@example.com/', 'has no host that can be'],
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
  for (const blank of ['\u3164', '\u115f', '\u1160', '\uffa0', '\u034f', '\u2800', '\u{e0100}'])
    for (const name of [blank, `Da${blank}sh`, blank.repeat(3)])
      assert.throws(() => checkClientName(name), { id: 'invalid_params' }, JSON.stringify(name))
})
