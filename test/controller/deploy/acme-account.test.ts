import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyToText } from '../../../src/controller/acme/jws.ts'
import { openAccount, withAccount } from '../../../src/controller/deploy/acme-account.ts'
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

test('an account that the authority does not know any more gives way to another; other refusals are not tried again', async (t) => {
  const platform = await createTestPlatform(t)
  const { directory, caFile } = await startPebble(t, 1)
  const acme = { directory, email: 'ops@example.com', caFile }
  const { key } = await openAccount(platform, acme)
  const kept = async () => JSON.parse(String(await platform.store.settings.find('acme-account')))
  const { url } = await kept()
  await platform.store.settings.set('acme-account', JSON.stringify({ ...(await kept()), url: `${url}0` }))
  const keys: string[] = []
  const order = (type: string) =>
    withAccount(platform, acme, async ({ session, key: used }) => {
      keys.push(keyToText(used))
      const identifiers = [{ type, value: 'www.example.com' }]
      return (await session.post(session.directory.newOrder, { identifiers })).status
    })
  assert.equal(await order('dns'), 201)
  assert.equal(keys.length, 2)
  assert.equal(keys[0], keyToText(key))
  assert.notEqual(keys[1], keys[0])
  assert.notEqual((await kept()).url, `${url}0`)
  assert.deepEqual(
    platform.complaints.map((it) => it.msg),
    ['the authority does not know our account any more: making another'],
  )
  await assert.rejects(order('none'), { name: 'AcmeRefusal' })
  assert.equal(keys.length, 3)
})
