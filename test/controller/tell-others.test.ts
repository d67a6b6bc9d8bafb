import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { addDrain } from '../../src/controller/deploy/change-drains.ts'
import { addWebhook } from '../../src/controller/deploy/change-webhooks.ts'
import { destroyApp } from '../../src/controller/deploy/destroy-app.ts'
import { renameApp } from '../../src/controller/deploy/rename-app.ts'
import { openDrainedLogs, startWebhooks } from '../../src/controller/tell-others.ts'
import { createEmptyApp } from '../fixtures/deployed-app.ts'
import { localServer } from '../fixtures/http-server.ts'
import { createTestPlatform } from '../fixtures/platform.ts'
import { syslogReceiver } from '../fixtures/syslog-receiver.ts'
import { until } from '../fixtures/until.ts'
import { lineOf } from './logs/lines.ts'

const settings = { receivers: { allow: ['127.0.0.0/8'], caFile: null } }

test('what is written into a log goes to its drains, over a restart once', async (t) => {
  const platform = await createTestPlatform(t, { settings })
  const { app, user } = await createEmptyApp(platform)
  const receiver = await syslogReceiver(t)
  await mkdir(join(platform.settings.dataDir, 'logs'), { recursive: true })
  await addDrain(platform, { app, user, url: `syslog://127.0.0.1:${receiver.port}` })
  for (const round of ['first', 'second']) {
    await using parts = new AsyncDisposableStack()
    const { logs } = await openDrainedLogs(platform, parts)
    logs.append(app.id, lineOf(round))
  }
  await until('both are there', () => receiver.messages.length >= 2)
  assert.deepEqual(
    receiver.messages.map((it) => it.trim().split(' ').at(-1)),
    ['first', 'second'],
  )
})

test('webhooks hear of what happens, and of the end of their app last', async (t) => {
  const platform = await createTestPlatform(t, { settings, newId: () => crypto.randomUUID() })
  const { app, user } = await createEmptyApp(platform)
  const heard: string[] = []
  const { url } = await localServer(t, async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { resource, action, data } = JSON.parse(body)
    heard.push(`${resource} ${action} ${data.name}`)
    response.end()
  })
  const fields = { include: ['api:app'], level: 'sync', url } as const
  await addWebhook(platform, { app, user, ...fields })
  const parts = new AsyncDisposableStack()
  await startWebhooks(platform, parts)
  const renamed = await renameApp(platform, { app, user, name: 'journal' })
  await destroyApp(platform, renamed, user)
  await until('both are told', () => heard.length >= 2)
  await parts.disposeAsync()
  assert.deepEqual(heard, ['app update journal', 'app destroy journal'])
  assert.deepEqual(platform.complaints, [])
})
