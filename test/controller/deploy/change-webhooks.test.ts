import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addWebhook,
  getWebhook,
  removeWebhook,
  updateWebhook,
} from '../../../src/controller/deploy/change-webhooks.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'

const url = 'https://example.com/hooks'
const fields = { include: ['api:release'], level: 'sync', url } as const

test('a webhook is added, changed where that is asked, and removed', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const change = { app, user }
  const added = await addWebhook(platform, { ...change, ...fields, secret: 's1', authorization: 'Bearer x' })
  assert.deepEqual(await getWebhook(platform, app, added.id), added)
  assert.deepEqual([added.secret, added.authorization], ['s1', 'Bearer x'])

  const { id } = added
  const updated = await updateWebhook(platform, { ...change, id, include: ['dyno'], level: 'notify' })
  assert.deepEqual(updated, { ...added, include: ['dyno'], level: 'notify' })
  const again = await updateWebhook(platform, { ...change, id, secret: 's2', authorization: null })
  assert.deepEqual([again.secret, again.authorization, again.url], ['s2', null, url])
  const other = await updateWebhook(platform, { ...change, id, secret: null })
  assert.match(other.secret, /^[0-9a-f]{60}$/)

  await removeWebhook(platform, { ...change, id })
  await assert.rejects(getWebhook(platform, app, id), {
    id: 'not_found',
    message: `No such webhook: ${id}. \`qp webhooks\` lists them.`,
  })
  const logged = platform.logs.texts(app.id).join('\n')
  assert.match(logged, /Add webhook .* by user owner@example\.com/)
  for (const secret of ['s1', 's2', 'Bearer', other.secret]) assert.equal(logged.includes(secret), false)
})

test('a secret is made up where none is given', async (t) => {
  const platform = await createTestPlatform(t)
  const change = await createEmptyApp(platform)
  const [one, two] = [
    await addWebhook(platform, { ...change, ...fields }),
    await addWebhook(platform, { ...change, ...fields, secret: null }),
  ]
  assert.match(one.secret, /^[0-9a-f]{60}$/)
  assert.notEqual(one.secret, two.secret)
})

test("what can't be used is refused, and nothing is kept of it", async (t) => {
  const platform = await createTestPlatform(t, { receivers: createReceiverNetwork({ allow: [] }) })
  const change = await createEmptyApp(platform)
  const wrong = [
    { include: ['api:addon'] },
    { include: [] },
    { url: 'syslog://example.com' },
    { url: 'http://localhost:1/' },
    { secret: '' },
    { authorization: 'a\nb' },
  ]
  for (const it of wrong)
    await assert.rejects(addWebhook(platform, { ...change, ...fields, ...it }), { id: 'invalid_params' })
  assert.deepEqual(await platform.store.webhooks.listOfApp(change.app.id), [])
  const { id } = await addWebhook(platform, { ...change, ...fields })
  for (const it of wrong)
    await assert.rejects(updateWebhook(platform, { ...change, id, ...it }), { id: 'invalid_params' })
  for (let count = 2; count <= 20; count++) await addWebhook(platform, { ...change, ...fields })
  await assert.rejects(addWebhook(platform, { ...change, ...fields }), {
    message: 'blog has 20 webhooks; 20 is the most there can be. `qp webhooks:remove ID` takes one away.',
  })
})
