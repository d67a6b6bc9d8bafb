import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkForSettings,
  findSettings,
  getSettings,
  updateSettings,
} from '../../../src/api-client/deis/settings.ts'
import { stubbedDeisHttp, stubDeis } from '../../fixtures/deis-requests.ts'
import { deisSettings } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/settings/'

test('settings are read and changed', async (t) => {
  const changed = deisSettings({ maintenance: true })
  stubDeis(t, [
    { method: 'GET', path, answer: deisSettings() },
    { method: 'GET', path, answer: deisSettings() },
    { method: 'POST', path, body: { maintenance: true }, status: 201, answer: changed },
  ])
  const http = stubbedDeisHttp()
  assert.deepEqual(await findSettings(http, 'demo'), deisSettings())
  assert.deepEqual(await getSettings(http, 'demo', 'x'), deisSettings())
  assert.deepEqual(await updateSettings(http, 'demo', { maintenance: true }, 'x'), changed)
})

test('v1 has none: what they are for is named, and nothing is sent', async (t) => {
  stubDeis(t, [])
  const http = stubbedDeisHttp('v1')
  assert.throws(() => checkForSettings(http, 'labels'), { code: 'not_supported', message: /no labels\.$/ })
  await assert.rejects(getSettings(http, 'demo', 'labels'), { code: 'not_supported' })
  await assert.rejects(updateSettings(http, 'demo', {}, 'labels'), { code: 'not_supported' })
})
