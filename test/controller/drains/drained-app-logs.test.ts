import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drainedAppLogs } from '../../../src/controller/drains/drained-app-logs.ts'
import type { LogDrains } from '../../../src/controller/drains/log-drains.ts'
import { openFileAppLogs } from '../../../src/controller/logs/file-app-logs.ts'
import { lineOf, makeLogDir, textsOf } from '../logs/lines.ts'

test('every line of a log goes to its drains, one by one, and the drains go with the app', async (t) => {
  const files = await openFileAppLogs(await makeLogDir(t))
  const heard: string[] = []
  const drains: LogDrains = {
    add() {},
    remove() {},
    removeOfApp: (appId) => void heard.push(`${appId} is gone`),
    push: (appId, { text }) => void heard.push(`${appId}: ${text}`),
    async close() {},
  }
  const logs = drainedAppLogs(files, drains)
  t.after(() => logs.close())
  logs.append('app-blog', lineOf('one\ntwo'))
  logs.append('app-shop', lineOf('three'))
  assert.deepEqual(textsOf(await logs.read('app-blog', 9, {})), ['one', 'two'])
  await logs.remove('app-blog')
  assert.deepEqual(heard, ['app-blog: one', 'app-blog: two', 'app-shop: three', 'app-blog is gone'])
})
