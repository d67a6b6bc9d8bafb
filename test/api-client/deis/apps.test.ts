import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisApp, deisSettings } from '../../fixtures/deis-resources.ts'

const get = { method: 'GET', path: '/apps/demo/', answer: aDeisApp() } as const
const settings = { method: 'GET', path: '/apps/demo/settings/', answer: deisSettings() } as const
const app = {
  id: 'uuid-of-demo',
  name: 'demo',
  owner: { id: 'jim', email: 'jim' },
  git_url: 'ssh://git@deis-builder.example.test:2222/demo.git',
  web_url: 'http://demo.example.test/',
  maintenance: false,
  created_at: '2026-11-22T21:48:30Z',
}

testDeisRequests([
  {
    name: 'apps.list',
    call: (api) => api.apps.list(),
    exchanges: [{ method: 'GET', path: '/apps/?limit=100', answer: page(aDeisApp()) }],
    result: [app],
  },
  { name: 'apps.get', call: (api) => api.apps.get('demo'), exchanges: [get, settings], result: app },
  {
    name: 'apps.get under maintenance',
    call: (api) => api.apps.get('demo'),
    exchanges: [get, { ...settings, answer: deisSettings({ maintenance: true }) }],
    result: { maintenance: true },
  },
  {
    name: 'apps.create',
    call: (api) => api.apps.create({ name: 'demo' }),
    exchanges: [{ method: 'POST', path: '/apps/', body: { id: 'demo' }, status: 201, answer: aDeisApp() }],
    result: app,
  },
  {
    name: 'apps.create without a name',
    call: (api) => api.apps.create({}),
    exchanges: [
      { method: 'POST', path: '/apps/', body: {}, status: 201, answer: aDeisApp({ id: 'jagged-sandwich' }) },
    ],
    result: { name: 'jagged-sandwich' },
  },
  {
    name: 'apps.update of maintenance',
    call: (api) => api.apps.update('demo', { maintenance: true }),
    exchanges: [
      {
        method: 'POST',
        path: '/apps/demo/settings/',
        body: { maintenance: true },
        status: 201,
        answer: deisSettings({ maintenance: true }),
      },
      get,
      { ...settings, answer: deisSettings({ maintenance: true }) },
    ],
    result: { maintenance: true },
  },
  {
    name: 'apps.update of what is so already',
    call: (api) => api.apps.update('demo', { maintenance: false }),
    exchanges: [
      {
        method: 'POST',
        path: '/apps/demo/settings/',
        body: { maintenance: false },
        status: 409,
        answer: { detail: 'jim changed nothing' },
      },
      settings,
      get,
      settings,
    ],
    result: { maintenance: false },
  },
  {
    name: 'apps.destroy',
    call: (api) => api.apps.destroy('demo'),
    exchanges: [get, settings, { method: 'DELETE', path: '/apps/demo/', status: 204 }],
    result: app,
  },
  {
    name: 'apps.transfer',
    call: (api) => api.apps.transfer({ app: 'demo', recipient: 'kim' }),
    exchanges: [get, settings, { method: 'POST', path: '/apps/demo/', body: { owner: 'kim' } }],
    result: {
      app: { id: 'uuid-of-demo', name: 'demo' },
      owner: { email: 'jim' },
      recipient: { email: 'kim' },
      state: 'accepted',
    },
  },
  {
    name: 'apps.get by v1',
    version: 'v1',
    call: (api) => api.apps.get('demo'),
    exchanges: [{ ...get, answer: aDeisApp({ url: 'demo.apps.example.test' }) }],
    result: {
      git_url: 'ssh://git@deis.example.test:2222/demo.git',
      web_url: 'http://demo.apps.example.test/',
      maintenance: false,
    },
  },
  {
    name: 'apps.list by v1',
    version: 'v1',
    call: (api) => api.apps.list(),
    exchanges: [{ method: 'GET', path: '/apps/?page_size=100', answer: page(aDeisApp()) }],
    result: [{ name: 'demo' }],
  },
])

test('what Deis knows nothing of is refused, and nothing is sent', async (t) => {
  stubDeis(t, [])
  const { apps } = stubbedDeis()
  const refused = [
    () => apps.list({ label: 'team' }),
    () => apps.create({ name: 'demo', region: 'eu' }),
    () => apps.create({ name: 'demo', stack: 'heroku-24' }),
    () => apps.update('demo', { name: 'other' }),
    () => apps.update('demo', { build_stack: 'heroku-24' }),
    () => stubbedDeis('v1').apps.update('demo', { maintenance: true }),
  ]
  for (const call of refused) await assert.rejects(call, { code: 'not_supported' }, String(call))
})
