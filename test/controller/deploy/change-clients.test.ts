import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  createClient,
  destroyClient,
  getOwnClient,
  rotateClient,
  updateClient,
} from '../../../src/controller/deploy/change-clients.ts'
import { addToken, findBearer } from '../../../src/controller/deploy/change-tokens.ts'
import { hashToken } from '../../../src/controller/deploy/secrets.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { aUser } from '../../fixtures/stored.ts'

const wanted = { name: 'Dashboard', redirectUri: 'https://dash.example.com/callback' }

async function platformWithUsers(t: Parameters<typeof createTestPlatform>[0]) {
  const platform = await createTestPlatform(t)
  const [ann, bob] = [aUser('ann'), aUser('bob')]
  await platform.store.users.add(ann, null)
  await platform.store.users.add(bob, null)
  return { platform, ann, bob }
}

test('a client is its own: others are told that there is none', async (t) => {
  const { platform, ann, bob } = await platformWithUsers(t)
  const { client, secret } = await createClient(platform, ann, wanted)
  assert.deepEqual(await getOwnClient(platform, ann, client.id), client)
  assert.deepEqual(await platform.store.oauthClients.findBySecret(hashToken(secret)), client)
  const refusal = {
    id: 'not_found',
    message: `No such OAuth client: ${client.id}. \`qp clients\` lists yours.`,
  }
  await assert.rejects(getOwnClient(platform, bob, client.id), refusal)
})

test('what is not named stays, what is not right changes nothing', async (t) => {
  const { platform, ann } = await platformWithUsers(t)
  const { client, secret } = await createClient(platform, ann, wanted)
  platform.clock.at = new Date(platform.clock.at.getTime() + 1000)
  const updatedAt = platform.now()
  const renamed = await updateClient(platform, client, { name: 'Board' })
  assert.deepEqual(renamed, { ...client, name: 'Board', updatedAt })
  await assert.rejects(updateClient(platform, renamed, { redirectUri: 'http://example.com' }), {
    id: 'invalid_params',
  })
  await assert.rejects(createClient(platform, ann, { ...wanted, name: '' }), { id: 'invalid_params' })
  assert.deepEqual(await platform.store.oauthClients.listOfUser(ann.id), [renamed])
  const rotated = await rotateClient(platform, renamed)
  assert.equal(await platform.store.oauthClients.findBySecret(hashToken(secret)), undefined)
  assert.deepEqual(await platform.store.oauthClients.findBySecret(hashToken(rotated.secret)), rotated.client)
})

test('a client ends with its tokens, and what is open by them', async (t) => {
  const { platform, ann, bob } = await platformWithUsers(t)
  const { client } = await createClient(platform, ann, wanted)
  const options = { description: '', lifetime: null }
  const held = await addToken(platform, bob, { ...options, clientId: client.id })
  const own = await addToken(platform, bob, options)
  let isOpen = true
  platform.sessions.recheck = async () => {
    isOpen = (await findBearer(platform, held.secret)) !== undefined
  }
  await destroyClient(platform, client)
  assert.equal(isOpen, false)
  assert.ok(await findBearer(platform, own.secret))
})
