import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { refreshValues, refreshValuesApart } from '../../../src/lib/completion/refresh-values.ts'
import { readValues, valuesPath } from '../../../src/lib/completion/value-cache.ts'
import { stubToken, stubUrl, surroundingsOf, tempPlace } from '../../fixtures/run-command.ts'
import { stubController } from '../../fixtures/stub-controller.ts'
import { stubProgram } from '../../fixtures/stub-program.ts'

async function prepare(t: TestContext) {
  const place = await tempPlace(t)
  const env = { ...place.env, QP_URL: stubUrl, QP_API_KEY: stubToken }
  const surroundings = surroundingsOf({ env, cwd: place.cwd })
  const folder = join(place.folder, 'completion')
  const read = async (app: string | undefined) =>
    (await readValues(valuesPath(folder, stubUrl, app), new Date()))?.values
  return { surroundings, folder, read }
}

test('names of apps, and of what an app has, are kept; never a value', async (t) => {
  const { surroundings, folder, read } = await prepare(t)
  const api = stubController(t)
  api.get('/users/~/apps').reply(200, [{ name: 'blog' }, { name: 'shop' }])
  api.get('/apps/blog/dynos').reply(200, [{ name: 'web.1' }])
  api.get('/apps/blog/formation').reply(200, [{ type: 'web' }, { type: 'worker' }])
  api.get('/apps/blog/config-vars').reply(200, { B: 'secret', A: 'secret' })
  const refreshed = await refreshValues(surroundings, { app: 'blog' }, folder)
  assert.deepEqual(refreshed, { url: stubUrl, apps: 2, app: 'blog' })
  assert.deepEqual(await read(undefined), { app: ['blog', 'shop'] })
  assert.deepEqual(await read('blog'), {
    dyno: ['web.1'],
    'process-type': ['web', 'worker'],
    'config-key': ['A', 'B'],
  })
})

test('without an app, only the names of apps', async (t) => {
  const { surroundings, folder, read } = await prepare(t)
  stubController(t)
    .get('/users/~/apps')
    .reply(200, [{ name: 'blog' }])
  assert.deepEqual(await refreshValues(surroundings, {}, folder), { url: stubUrl, apps: 1, app: null })
  assert.deepEqual(await read(undefined), { app: ['blog'] })
})

test('what fails leaves nothing', async (t) => {
  const { surroundings, folder } = await prepare(t)
  stubController(t).get('/users/~/apps').reply(401, { id: 'unauthorized', message: 'no' })
  await assert.rejects(refreshValues(surroundings, {}, folder), { code: 'unauthorized' })
  assert.equal(existsSync(folder), false)
})

test('another process asks for them, with the flags that were typed', async (t) => {
  const { folder, words } = await stubProgram(t, 'qp', '')
  const { surroundings } = await prepare(t)
  refreshValuesApart({ ...surroundings, program: [join(folder, 'qp')] }, { app: 'blog', remote: undefined })
  while ((await words()).length < 3) await new Promise(setImmediate)
  assert.deepEqual(await words(), ['autocomplete', '--refresh-cache', '--app=blog'])
})

test('a program that can not be started is nobody’s error', async (t) => {
  const { surroundings } = await prepare(t)
  refreshValuesApart({ ...surroundings, program: ['/nowhere/qp'] }, {})
  await new Promise((resolve) => setTimeout(resolve, 0))
})
