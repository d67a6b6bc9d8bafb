import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisConfig, aDeisRelease } from '../../fixtures/deis-resources.ts'

const path = '/apps/demo/config/'
const releases = { method: 'GET', path: '/apps/demo/releases/?limit=100' } as const
const get = { method: 'GET', path, answer: aDeisConfig({ values: { A: '1' } }) } as const

testDeisRequests([
  {
    name: 'configVars.get',
    call: (api) => api.configVars.get('demo'),
    exchanges: [get],
    result: { A: '1' },
  },
  {
    name: 'configVars.getOfRelease',
    call: (api) => api.configVars.getOfRelease('demo', 3),
    exchanges: [{ ...releases, answer: page(aDeisRelease(4, { failed: true }), aDeisRelease(3)) }, get],
    result: { A: '1' },
  },
  {
    name: 'configVars.update',
    call: (api) => api.configVars.update('demo', { B: 'two words' }),
    exchanges: [
      {
        method: 'POST',
        path,
        body: { values: { B: 'two words' } },
        status: 201,
        answer: aDeisConfig({ values: { A: '1', B: 'two words' } }),
      },
    ],
    result: { A: '1', B: 'two words' },
  },
  {
    name: 'configVars.update of what is so already',
    call: (api) => api.configVars.update('demo', { A: '1' }),
    exchanges: [
      {
        method: 'POST',
        path,
        body: { values: { A: '1' } },
        status: 409,
        answer: { detail: 'jim changed nothing - release stopped' },
      },
      get,
    ],
    result: { A: '1' },
  },
  {
    name: 'configVars.update that takes away, also what is not there',
    call: (api) => api.configVars.update('demo', { A: null, B: null, C: '3' }),
    exchanges: [
      get,
      { method: 'POST', path, body: { values: { A: null, C: '3' } }, status: 201, answer: aDeisConfig() },
    ],
    result: {},
  },
  {
    name: 'configVars.update that takes away nothing that is there',
    call: (api) => api.configVars.update('demo', { B: null }),
    exchanges: [get],
    result: { A: '1' },
  },
])

test('another conflict is one', async (t) => {
  const detail = 'Deployment for demo-web is already in progress'
  stubDeis(t, [{ method: 'POST', path, body: { values: { A: '1' } }, status: 409, answer: { detail } }])
  await assert.rejects(stubbedDeis().configVars.update('demo', { A: '1' }), { status: 409, code: 'conflict' })
})

test('only those of the current release are told', async (t) => {
  stubDeis(t, [{ ...releases, answer: page(aDeisRelease(4), aDeisRelease(3)) }])
  await assert.rejects(stubbedDeis().configVars.getOfRelease('demo', 3), { code: 'not_supported' })
})
