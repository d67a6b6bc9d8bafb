import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyToText } from '../../../src/controller/acme/jws.ts'
import { openAccount } from '../../../src/controller/deploy/acme-account.ts'
import { startPebble } from '../../fixtures/pebble.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

test('an account is made once at each authority, and its key is kept', async (t) => {
  const platform = await createTestPlatform(t)
  const [first, second] = await Promise.all([startPebble(t, 1), startPebble(t, 1)])
  const open = (pebble: typeof first) =>
    openAccount(platform, { directory: pebble.directory, email: 'ops@example.com', caFile: pebble.caFile })
  const kept = () => platform.store.settings.find('acme-account')
  const { key } = await open(first)
  const account = await kept()
  assert.match(String(account), /"url":"https/)
  assert.equal(keyToText((await open(first)).key), keyToText(key))
  assert.equal(await kept(), account)
  assert.notEqual(keyToText((await open(second)).key), keyToText(key))
})
