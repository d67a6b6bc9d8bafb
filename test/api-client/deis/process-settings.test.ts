import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeisVersion } from '../../../src/api-client/deis/versions.ts'
import type { ProcessSettingsUpdate } from '../../../src/api-types/process-settings.ts'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisApp, aDeisConfig } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/config/'
const app = { method: 'GET', path: '/apps/demo/', answer: aDeisApp() } as const
const liveness = { tcpSocket: { port: 80 } }
const hephy = aDeisConfig({
  memory: { web: '512M' },
  healthcheck: { web: { livenessProbe: liveness } },
  termination_grace_period: { worker: '60' },
})
const get = { method: 'GET', path, answer: hephy } as const
const post = (body: object) => ({ method: 'POST', path, body, status: 201, answer: hephy }) as const

testDeisRequests([
  {
    name: 'processSettings.list',
    call: (api) => api.processSettings.list('demo'),
    exchanges: [app, get],
    result: [
      {
        type: 'web',
        size: 'custom',
        limits: { memory: { limit: '512M' } },
        health_checks: { liveness: { probe: { kind: 'tcpSocket', port: 80 } }, readiness: null },
        stop_timeout: { seconds: 30, own: false },
      },
      { type: 'worker', size: 'default', stop_timeout: { seconds: 60, own: true } },
    ],
  },
  {
    name: 'processSettings.update, all of it in one release',
    call: (api) =>
      api.processSettings.update('demo', [
        {
          type: 'web',
          memory: '1G',
          cpu: '500m',
          liveness: null,
          readiness: { probe: { kind: 'exec', command: ['ok'] } },
        },
        { type: 'worker', stop_timeout: 90 },
      ]),
    exchanges: [
      get,
      post({
        memory: { web: '1G' },
        cpu: { web: '500m' },
        termination_grace_period: { worker: 90 },
        healthcheck: {
          web: {
            livenessProbe: null,
            readinessProbe: {
              exec: { command: ['ok'] },
              initialDelaySeconds: 50,
              timeoutSeconds: 50,
              periodSeconds: 10,
              successThreshold: 1,
              failureThreshold: 3,
            },
          },
        },
      }),
      app,
      get,
    ],
    result: [{ type: 'web' }, { type: 'worker' }],
  },
  {
    name: 'processSettings.update that takes away, also what is not there',
    call: (api) =>
      api.processSettings.update('demo', [
        { type: 'web', memory: null, cpu: null },
        { type: 'worker', memory: null, liveness: null },
      ]),
    exchanges: [get, post({ memory: { web: null } }), app, get],
  },
  {
    name: "processSettings.update that takes away by cmd what a controller of ours has as web's",
    call: (api) =>
      api.processSettings.update('demo', [{ type: 'cmd', memory: null, liveness: null, readiness: null }]),
    exchanges: [
      get,
      post({ memory: { cmd: null }, healthcheck: { cmd: { livenessProbe: null } } }),
      app,
      get,
    ],
  },
  {
    name: 'processSettings.update that takes away nothing that is there',
    call: (api) => api.processSettings.update('demo', [{ type: 'worker', memory: null }]),
    exchanges: [get, app, get],
  },
  {
    name: "processSettings.update of web's checks from an old HEALTHCHECK_URL",
    call: (api) => api.processSettings.update('demo', [{ type: 'web', liveness: null }]),
    exchanges: [
      { ...get, answer: aDeisConfig({ healthcheck: { 'web/cmd': { livenessProbe: liveness } } }) },
      post({ healthcheck: { 'web/cmd': { livenessProbe: null } } }),
      app,
      get,
    ],
  },
  {
    name: 'processSettings.update by v1',
    version: 'v1',
    call: (api) => api.processSettings.update('demo', [{ type: 'web', memory: '512M', cpu: '512' }]),
    exchanges: [
      { ...get, answer: { values: {} } },
      post({ memory: { web: '512M' }, cpu: { web: 512 } }),
      app,
      { ...get, answer: { values: {}, cpu: { web: 512 } } },
    ],
    result: [{ type: 'web', limits: { cpu: { limit: '512' } } }],
  },
])

const refused: { version: DeisVersion; update: ProcessSettingsUpdate; message: RegExp }[] = [
  {
    version: 'v2',
    update: { type: 'web', stop_timeout: 9 },
    message: /has no stop timeouts of process types\.$/,
  },
  { version: 'v1', update: { type: 'web', stop_timeout: 9 }, message: /has no stop timeouts/ },
  {
    version: 'v1',
    update: { type: 'web', readiness: { probe: { kind: 'exec', command: ['ok'] } } },
    message: /has no health checks\.$/,
  },
]
for (const { version, update, message } of refused)
  test(`${version} refuses ${JSON.stringify(update)}`, async (t) => {
    stubDeis(t, [{ method: 'GET', path, answer: aDeisConfig() }], version)
    const call = stubbedDeis(version).processSettings.update('demo', [update])
    await assert.rejects(call, { code: 'not_supported', message })
  })
