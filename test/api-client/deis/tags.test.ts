import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisConfig, deisSettings } from '../../fixtures/deis-resources.ts'

const config = '/apps/demo/config/'
const settings = '/apps/demo/settings/'
const getLabels = { method: 'GET', path: settings, answer: deisSettings({ label: { team: 'web' } }) } as const

testDeisRequests([
  {
    name: 'tags.get',
    call: (api) => api.tags.get('demo'),
    exchanges: [{ method: 'GET', path: config, answer: aDeisConfig({ tags: { rack: '1' } }) }],
    result: { tags: { rack: '1' }, nodes: [] },
  },
  {
    name: 'tags.update',
    call: (api) => api.tags.update('demo', { rack: '2' }),
    exchanges: [
      {
        method: 'POST',
        path: config,
        body: { tags: { rack: '2' } },
        status: 201,
        answer: aDeisConfig({ tags: { rack: '2' } }),
      },
    ],
    result: { tags: { rack: '2' } },
  },
  {
    name: 'labels.get',
    call: (api) => api.labels.get('demo'),
    exchanges: [getLabels],
    result: { team: 'web' },
  },
  {
    name: 'labels.update',
    call: (api) => api.labels.update('demo', { team: null, other: null, stage: 'live' }),
    exchanges: [
      getLabels,
      {
        method: 'POST',
        path: settings,
        body: { label: { team: null, stage: 'live' } },
        status: 201,
        answer: deisSettings({ label: { stage: 'live' } }),
      },
    ],
    result: { stage: 'live' },
  },
  {
    name: 'labels.update that takes away nothing that is there',
    call: (api) => api.labels.update('demo', { other: null }),
    exchanges: [getLabels],
    result: { team: 'web' },
  },
])

test('v1 has no labels', async (t) => {
  stubDeis(t, [])
  await assert.rejects(stubbedDeis('v1').labels.get('demo'), {
    code: 'not_supported',
    message: /has no labels\.$/,
  })
})
