import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createProxyKey } from '../../../src/lib/proxy/proxy-key.ts'

test('a key is shown as a token or as a password, whole, and is another each time', () => {
  const key = createProxyKey()
  assert.match(key.text, /^[\w-]{32}$/)
  assert.notEqual(key.text, createProxyKey().text)
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  for (const shown of [`Bearer ${key.text}`, basic(`heroku:${key.text}`)])
    assert.ok(key.isShown(shown), shown)
  for (const other of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    key.text,
    `Bearer ${key.text}x`,
    basic(key.text + ':x'),
  ])
    assert.equal(key.isShown(other), false, other)
})
