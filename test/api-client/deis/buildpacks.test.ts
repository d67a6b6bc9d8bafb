import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisConfig } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/config/'
const url = 'https://github.com/heroku/heroku-buildpack-go'
const set = aDeisConfig({ values: { BUILDPACK_URL: url } })
const installed = [{ ordinal: 0, buildpack: { name: url, url } }]

testDeisRequests([
  {
    name: 'buildpacks.list of none',
    call: async (api) => assert.deepEqual(await api.buildpacks.list('demo'), []),
    exchanges: [{ method: 'GET', path, answer: aDeisConfig() }],
  },
  {
    name: 'buildpacks.list',
    call: (api) => api.buildpacks.list('demo'),
    exchanges: [{ method: 'GET', path, answer: set }],
    result: installed,
  },
  {
    name: 'buildpacks.replace',
    call: (api) => api.buildpacks.replace('demo', { updates: [{ buildpack: url }] }),
    exchanges: [{ method: 'POST', path, body: { values: { BUILDPACK_URL: url } }, status: 201, answer: set }],
    result: installed,
  },
  {
    name: 'buildpacks.replace by none',
    call: async (api) => assert.deepEqual(await api.buildpacks.replace('demo', { updates: [] }), []),
    exchanges: [
      { method: 'GET', path, answer: set },
      { method: 'POST', path, body: { values: { BUILDPACK_URL: null } }, status: 201, answer: aDeisConfig() },
    ],
  },
])

test('there is one for an app, and no list of them', async (t) => {
  stubDeis(t, [])
  const { buildpacks } = stubbedDeis()
  const updates = [{ buildpack: url }, { buildpack: 'git@example.com:pack.git' }]
  await assert.rejects(buildpacks.replace('demo', { updates }), { code: 'not_supported' })
  await assert.rejects(buildpacks.listKnown(), { code: 'not_supported' })
})

test('Deis fetches one by its address, and knows no names', async (t) => {
  stubDeis(t, [])
  const updates = [{ buildpack: 'heroku/go' }]
  const message = /which has no buildpacks by name\.$/
  await assert.rejects(stubbedDeis().buildpacks.replace('demo', { updates }), {
    code: 'not_supported',
    message,
  })
})
