import assert from 'node:assert/strict'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openFileAppLogs } from '../../../src/controller/logs/file-app-logs.ts'
import { collect, lineOf, makeLogDir, textsOf } from './lines.ts'

const forever = new AbortController().signal

test("an app's lines outlive the controller, apart from another app's", async (t) => {
  const dir = join(await makeLogDir(t), 'logs')
  const logs = await openFileAppLogs(dir)
  logs.append('app-1', lineOf('one'))
  logs.append('app-2', lineOf('two'))
  await logs.close()
  const again = await openFileAppLogs(dir)
  assert.deepEqual(await again.read('app-1', 10, {}), [lineOf('one')])
  assert.deepEqual(await again.read('app-2', 10, {}), [lineOf('two')])
  assert.deepEqual(await again.read('app-3', 10, {}), [])
  assert.equal((await stat(dir)).mode & 0o777, 0o700)
})

test('at least 1,500 lines are kept, were they all of the longest', async (t) => {
  const logs = await openFileAppLogs(await makeLogDir(t))
  for (let i = 0; i < 4000; i++) {
    logs.append('app-1', lineOf(`${i} ${'x'.repeat(9_990)}`))
    if (i % 100 === 0) await logs.flush()
  }
  const lines = textsOf(await logs.read('app-1', 5000, {}))
  assert.ok(lines.length >= 1500, `${lines.length} lines`)
  assert.match(lines.at(-1) ?? '', /^3999 /)
})

test('flushed, the lines are in the files', async (t) => {
  const dir = await makeLogDir(t)
  const logs = await openFileAppLogs(dir)
  logs.append('app-1', lineOf('one'))
  await logs.flush()
  assert.deepEqual(await (await openFileAppLogs(dir)).read('app-1', 1, {}), [lineOf('one')])
})

test('of an app that is removed nothing stays, and nothing comes', async (t) => {
  const dir = await makeLogDir(t)
  const logs = await openFileAppLogs(dir)
  logs.append('app-1', lineOf('one'))
  const follower = collect(logs.follow('app-1', {}, forever))
  await logs.remove('app-1')
  logs.append('app-1', lineOf('late'))
  await logs.flush()
  assert.deepEqual(await follower, [])
  assert.deepEqual(await readdir(dir), [])
})

test('what can be no id of an app is no path either', async (t) => {
  const logs = await openFileAppLogs(await makeLogDir(t))
  assert.throws(() => logs.append('../elsewhere', lineOf('x')), /no app's id/)
})
