import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRegistryPairs, renderRegistry, withoutRegistryKeys } from '../../src/lib/registry-text.ts'
import { fakeTerminal } from '../fixtures/terminal.ts'

test('pairs, one of which may be what stdin has', async () => {
  const terminal = (stdin = '') => fakeTerminal({ input: stdin })
  assert.deepEqual(await parseRegistryPairs(['username=me', 'password=a=b'], terminal()), {
    username: 'me',
    password: 'a=b',
  })
  assert.deepEqual(await parseRegistryPairs(['password=-'], terminal('s3 cret\n')), { password: 's3 cret' })
  const usage = { name: 'UsageError' }
  await assert.rejects(parseRegistryPairs(['username=-', 'password=-'], terminal('a')), usage)
  await assert.rejects(parseRegistryPairs(['email=a'], terminal()), usage)
  await assert.rejects(parseRegistryPairs(['username'], terminal()), usage)
})

test('keys that are taken away', () => {
  assert.deepEqual(withoutRegistryKeys(['username', 'password']), { username: null, password: null })
  assert.throws(() => withoutRegistryKeys(['email']), { name: 'UsageError' })
})

test('nobody reads the password', () => {
  const login = { username: 'me', has_password: true }
  assert.equal(renderRegistry(login, fakeTerminal()), 'username\tme\npassword\t(set)')
  const inTerminal = fakeTerminal({ isTTY: { stdout: true } })
  assert.equal(renderRegistry(login, inTerminal), 'username  me\npassword  (set)')
  assert.equal(renderRegistry({ username: null, has_password: false }, inTerminal), undefined)
})
