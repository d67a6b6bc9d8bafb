import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisConfig } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/config/'
const get = {
  method: 'GET',
  path,
  answer: aDeisConfig({ registry: { username: 'jim', password: 'secret' } }),
} as const

testDeisRequests([
  {
    name: 'registry.get, without the password',
    call: async (api) =>
      assert.deepEqual(await api.registry.get('demo'), { username: 'jim', has_password: true }),
    exchanges: [get],
  },
  {
    name: 'registry.update',
    call: (api) => api.registry.update('demo', { username: 'kim', password: 'other' }),
    exchanges: [
      {
        method: 'POST',
        path,
        body: { registry: { username: 'kim', password: 'other' } },
        status: 201,
        answer: aDeisConfig({ registry: { username: 'kim', password: 'other' } }),
      },
    ],
    result: { username: 'kim', has_password: true },
  },
  {
    name: 'registry.update that takes away',
    call: (api) => api.registry.update('demo', { password: null }),
    exchanges: [
      get,
      {
        method: 'POST',
        path,
        body: { registry: { password: null } },
        status: 201,
        answer: aDeisConfig({ registry: { username: 'jim' } }),
      },
    ],
    result: { username: 'jim', has_password: false },
  },
])

test('v1 logs in to no registry', async (t) => {
  stubDeis(t, [])
  await assert.rejects(stubbedDeis('v1').registry.get('demo'), { code: 'not_supported' })
})
