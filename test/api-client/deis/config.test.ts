import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getConfig, updateConfig, updatePairs } from '../../../src/api-client/deis/config.ts'
import { stubbedDeisHttp, stubDeis } from '../../fixtures/deis-requests.ts'
import { aDeisConfig } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/config/'

test('a config is read and changed', async (t) => {
  const changed = aDeisConfig({ tags: { rack: '1' }, cpu: { web: '1' } })
  stubDeis(t, [
    { method: 'GET', path, answer: aDeisConfig() },
    { method: 'POST', path, body: { tags: { rack: '1' }, cpu: { web: '1' } }, status: 201, answer: changed },
  ])
  const http = stubbedDeisHttp()
  assert.deepEqual(await getConfig(http, 'demo'), aDeisConfig())
  assert.deepEqual(await updateConfig(http, 'demo', { tags: { rack: '1' }, cpu: { web: '1' } }), changed)
})

test('where something is taken away it is asked first whether it is there', async (t) => {
  const present = aDeisConfig({ tags: { rack: '1' } })
  stubDeis(t, [
    { method: 'GET', path, answer: present },
    { method: 'POST', path, body: { tags: { rack: null } }, status: 201, answer: aDeisConfig() },
    { method: 'GET', path, answer: present },
  ])
  const http = stubbedDeisHttp()
  assert.deepEqual(await updatePairs(http, 'demo', 'tags', { rack: null, other: null }), aDeisConfig())
  assert.deepEqual(await updatePairs(http, 'demo', 'tags', { other: null }), present)
})
