import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addKey, getKey } from '../../../src/controller/deploy/change-keys.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { makeKeyPair } from '../../fixtures/ssh-keys.ts'
import { aUser } from '../../fixtures/stored.ts'

const ssh = { host: '127.0.0.1', port: 2222 }

test('a key is added under its own comment or a name, and found by each of its names', async (t) => {
  const platform = await createTestPlatform(t, { settings: { ssh } })
  const ann = aUser('ann')
  await platform.store.users.add(ann, null)
  const { text, fingerprint } = makeKeyPair(t, 'ann@laptop')
  const key = await addKey(platform, ann, { text })
  assert.deepEqual([key.comment, key.fingerprint, key.userId], ['ann@laptop', fingerprint, ann.id])
  const named = await addKey(platform, ann, { text: makeKeyPair(t, 'x').text, name: 'ci' })
  assert.equal(named.comment, 'ci')
  for (const which of [key.id, fingerprint, 'ann@laptop'])
    assert.deepEqual(await getKey(platform, ann, which), key)
  await assert.rejects(getKey(platform, ann, 'x'), { id: 'not_found' })
})

test('a key belongs to one person', async (t) => {
  const platform = await createTestPlatform(t, { settings: { ssh } })
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  for (const user of [ann, bob]) await platform.store.users.add(user, null)
  const { text } = makeKeyPair(t, 'ann@laptop')
  const key = await addKey(platform, ann, { text })
  const refused = (message: RegExp) => ({ id: 'invalid_params', message })
  await assert.rejects(addKey(platform, ann, { text }), refused(/there already: you have it/))
  await assert.rejects(addKey(platform, bob, { text }), refused(/there already: somebody else has it/))
  await assert.rejects(getKey(platform, bob, key.id), { id: 'not_found' })
})

test('where nothing is pushed over SSH a key would open nothing, and is refused', async (t) => {
  const platform = await createTestPlatform(t)
  const { text } = makeKeyPair(t, 'ann@laptop')
  await assert.rejects(addKey(platform, aUser('ann'), { text }), {
    id: 'conflict',
    message: /--ssh HOST:PORT/,
  })
})
