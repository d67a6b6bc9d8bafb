import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisApp, aDeisBuild, aDeisConfig } from '../../fixtures/deis-resources.ts'

const app = { method: 'GET', path: '/apps/demo/', answer: aDeisApp({ structure: { web: 2 } }) } as const
const build = aDeisBuild({ procfile: { web: './serve', worker: './work' } })
const list = [
  app,
  { method: 'GET', path: '/apps/demo/config/', answer: aDeisConfig({ memory: { worker: '1G' } }) },
  { method: 'GET', path: '/apps/demo/builds/?limit=1', answer: page(build) },
] as const
const scale = (body: object) => ({ method: 'POST', path: '/apps/demo/scale/', body, status: 204 }) as const

testDeisRequests([
  {
    name: 'formation.list',
    call: (api) => api.formation.list('demo'),
    exchanges: list,
    result: [
      {
        type: 'web',
        command: './serve',
        quantity: 2,
        size: 'default',
        app: { id: 'uuid-of-demo', name: 'demo' },
      },
      { type: 'worker', command: './work', quantity: 0, size: 'custom', limits: { memory: { limit: '1G' } } },
    ],
  },
  {
    name: 'formation.update',
    call: (api) =>
      api.formation.update('demo', [
        { type: 'web', quantity: 3 },
        { type: 'worker', quantity: '1', size: 'default' },
      ]),
    exchanges: [scale({ web: 3, worker: 1 }), ...list],
    result: [{ type: 'web' }, { type: 'worker' }],
  },
  {
    name: 'formation.update by more and fewer',
    call: (api) =>
      api.formation.update('demo', [
        { type: 'web', quantity: '-5' },
        { type: 'worker', quantity: '+2' },
      ]),
    exchanges: [app, scale({ web: 0, worker: 2 }), ...list],
    result: [{ type: 'web' }, { type: 'worker' }],
  },
  {
    name: 'formation.list by v1',
    version: 'v1',
    call: (api) => api.formation.list('demo'),
    exchanges: [
      list[0],
      { ...list[1], answer: { values: {}, cpu: { web: 512 } } },
      { ...list[2], path: '/apps/demo/builds/?page_size=1' },
    ],
    result: [{ type: 'web', limits: { cpu: { limit: '512' } } }, { type: 'worker' }],
  },
])

test('there are no sizes', async (t) => {
  stubDeis(t, [])
  await assert.rejects(stubbedDeis().formation.update('demo', [{ type: 'web', size: 'Standard-2X' }]), {
    code: 'not_supported',
    hint: /limits:set/,
  })
})
