import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'

const path = '/apps/demo/services/'
const hooks = { procfile_type: 'hooks', path_pattern: '/hooks' }
const list = { method: 'GET', path, answer: { services: [hooks] } } as const

testDeisRequests([
  {
    name: 'services.list',
    call: (api) => api.services.list('demo'),
    exchanges: [list],
    result: [{ type: 'hooks', path_pattern: '/hooks', app: { name: 'demo' } }],
  },
  {
    name: 'services.put',
    call: (api) => api.services.put('demo', { type: 'hooks', path_pattern: '/hooks' }),
    exchanges: [{ method: 'POST', path, body: hooks, status: 201 }],
    result: { type: 'hooks', path_pattern: '/hooks' },
  },
  {
    name: 'services.put of what is so already',
    call: (api) => api.services.put('demo', { type: 'hooks', path_pattern: '/hooks' }),
    exchanges: [{ method: 'POST', path, body: hooks, status: 204 }],
    result: { type: 'hooks' },
  },
  {
    name: 'services.remove',
    call: (api) => api.services.remove('demo', 'hooks'),
    exchanges: [list, { method: 'DELETE', path, body: { procfile_type: 'hooks' }, status: 204 }],
    result: { type: 'hooks', path_pattern: '/hooks' },
  },
])

test('Deis itself has none', async (t) => {
  stubDeis(t, [{ method: 'GET', path, status: 404, answer: '<h1>Not Found</h1>' }])
  await assert.rejects(stubbedDeis().services.list('demo'), {
    name: 'UserError',
    code: 'not_supported',
    message: /which has no services; Hephy has them\.$/,
  })
})

test('an app that there is not is one', async (t) => {
  stubDeis(t, [{ method: 'GET', path, status: 404, answer: '"No App matches the given query."' }])
  await assert.rejects(stubbedDeis().services.list('demo'), { name: 'ApiError', code: 'not_found' })
})
