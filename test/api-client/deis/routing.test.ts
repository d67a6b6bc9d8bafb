import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisTls, deisSettings } from '../../fixtures/deis-resources.ts'

const settings = '/apps/demo/settings/'
const tls = '/apps/demo/tls/'
const whitelist = '/apps/demo/whitelist/'
const at = '2026-11-22T21:48:30Z'

testDeisRequests([
  {
    name: 'routing.get',
    call: (api) => api.routing.get('demo'),
    exchanges: [{ method: 'GET', path: settings, answer: deisSettings({ routable: false }) }],
    result: { app: { name: 'demo' }, enabled: false, updated_at: at },
  },
  {
    name: 'routing.get of a controller that says nothing of it',
    call: (api) => api.routing.get('demo'),
    exchanges: [{ method: 'GET', path: settings, answer: { app: 'demo' } }],
    result: { enabled: true, updated_at: null },
  },
  {
    name: 'routing.update',
    call: (api) => api.routing.update('demo', { enabled: false }),
    exchanges: [
      {
        method: 'POST',
        path: settings,
        body: { routable: false },
        status: 201,
        answer: deisSettings({ routable: false }),
      },
    ],
    result: { enabled: false },
  },
  {
    name: 'tls.get',
    call: (api) => api.tls.get('demo'),
    exchanges: [{ method: 'GET', path: tls, answer: aDeisTls(null) }],
    result: { app: { name: 'demo' }, https_enforced: null, updated_at: at },
  },
  {
    name: 'tls.update',
    call: (api) => api.tls.update('demo', { https_enforced: true }),
    exchanges: [
      { method: 'POST', path: tls, body: { https_enforced: true }, status: 201, answer: aDeisTls(true) },
    ],
    result: { https_enforced: true },
  },
  {
    name: 'tls.update of what is so already',
    call: (api) => api.tls.update('demo', { https_enforced: true }),
    exchanges: [
      {
        method: 'POST',
        path: tls,
        body: { https_enforced: true },
        status: 409,
        answer: { detail: 'jim changed nothing' },
      },
      { method: 'GET', path: tls, answer: aDeisTls(true) },
    ],
    result: { https_enforced: true },
  },
  {
    name: 'whitelist.get',
    call: (api) => api.whitelist.get('demo'),
    exchanges: [{ method: 'GET', path: whitelist, answer: { addresses: ['1.2.3.4'] } }],
    result: { addresses: ['1.2.3.4'] },
  },
  {
    name: 'whitelist.update',
    call: (api) => api.whitelist.update('demo', { add: ['10.0.0.0/8'], remove: ['1.2.3.4'] }),
    exchanges: [
      {
        method: 'POST',
        path: whitelist,
        body: { addresses: ['10.0.0.0/8'] },
        status: 201,
        answer: { addresses: ['1.2.3.4', '10.0.0.0/8'] },
      },
      { method: 'DELETE', path: whitelist, body: { addresses: ['1.2.3.4'] }, status: 204 },
      { method: 'GET', path: whitelist, answer: { addresses: ['10.0.0.0/8'] } },
    ],
    result: { addresses: ['10.0.0.0/8'] },
  },
])

test('v1 has none of it', async (t) => {
  stubDeis(t, [])
  const api = stubbedDeis('v1')
  const refused = [
    () => api.routing.get('demo'),
    () => api.routing.update('demo', { enabled: true }),
    () => api.tls.get('demo'),
    () => api.tls.update('demo', { https_enforced: true }),
    () => api.whitelist.get('demo'),
    () => api.whitelist.update('demo', { add: ['1.2.3.4'] }),
  ]
  for (const call of refused) await assert.rejects(call, { code: 'not_supported' }, String(call))
})
