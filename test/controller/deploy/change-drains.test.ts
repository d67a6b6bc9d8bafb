import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDrain, getDrain, removeDrain } from '../../../src/controller/deploy/change-drains.ts'
import { createReceiverNetwork } from '../../../src/controller/receivers/receiver-network.ts'
import { createEmptyApp } from '../../fixtures/deployed-app.ts'
import { createTestPlatform } from '../../fixtures/platform.ts'
import { syslogReceiver } from '../../fixtures/syslog-receiver.ts'
import { until } from '../../fixtures/until.ts'
import { lineOf } from '../logs/lines.ts'

test('a drain gets lines from when it is added until it is removed', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const receiver = await syslogReceiver(t)
  const url = `syslog://127.0.0.1:${receiver.port}`
  const drain = await addDrain(platform, { app, user, url })
  assert.match(drain.token, /^d\.[0-9a-f-]{36}$/)
  for (const which of [drain.id, drain.token, url])
    assert.deepEqual(await getDrain(platform, app, which), drain)
  platform.drains.push(app.id, lineOf('hello'))
  await until('it is there', () => receiver.messages.length === 1)
  assert.ok(receiver.messages[0]?.includes(drain.token))

  await removeDrain(platform, { app, user, which: drain.token })
  await until('its connection is closed', () => receiver.sockets.size === 0)
  platform.drains.push(app.id, lineOf('nobody hears it'))
  assert.deepEqual(await platform.store.drains.listOfApp(app.id), [])
  assert.equal(receiver.messages.length, 1)
  assert.deepEqual(platform.logs.texts(app.id).slice(1), [
    `app[api]: Add drain ${drain.token} by user owner@example.com`,
    `app[api]: Remove drain ${drain.token} by user owner@example.com`,
  ])
})

test('what can be no drain, or not once more, is refused, without its password', async (t) => {
  const platform = await createTestPlatform(t)
  const { app, user } = await createEmptyApp(platform)
  const add = (url: string) => addDrain(platform, { app, user, url })
  await assert.rejects(add('syslog:/x'), { id: 'invalid_params' })
  await add('https://me:hunter2@logs.example.com')
  await assert.rejects(add('https://me:hunter2@logs.example.com'), {
    id: 'invalid_params',
    message: 'blog has a drain to https://…@logs.example.com already.',
  })
  for (let count = 2; count <= 10; count++) await add(`https://logs.example.com/${count}`)
  await assert.rejects(add('https://logs.example.com/11'), {
    message: 'blog has 10 drains; 10 is the most there can be. `qp drains:remove URL` takes one away.',
  })
  const message = 'No such drain: https://…@other.example.com. `qp drains` lists them.'
  const which = 'https://a:b@other.example.com'
  await assert.rejects(removeDrain(platform, { app, user, which }), { id: 'not_found', message })
})

test("the controller's own machine is refused unless its operator allows it", async (t) => {
  const platform = await createTestPlatform(t, { receivers: createReceiverNetwork({ allow: [] }) })
  const { app, user } = await createEmptyApp(platform)
  for (const url of ['http://localhost:5005', 'syslog://169.254.169.254:80', 'https://[::1]/'])
    await assert.rejects(addDrain(platform, { app, user, url }), {
      id: 'invalid_params',
      message: /Nothing may be sent/,
    })
})
