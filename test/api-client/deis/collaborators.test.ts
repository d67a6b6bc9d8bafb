import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisApp } from '../../fixtures/deis-resources.ts'

testDeisRequests([
  {
    name: 'collaborators.list, with the owner',
    call: (api) => api.collaborators.list('demo'),
    exchanges: [
      { method: 'GET', path: '/apps/demo/', answer: aDeisApp() },
      { method: 'GET', path: '/apps/demo/perms/', answer: { users: ['kim'] } },
    ],
    result: [
      { user: { email: 'jim' }, role: 'owner' },
      { user: { email: 'kim' }, role: 'collaborator' },
    ],
  },
  {
    name: 'collaborators.add',
    call: (api) => api.collaborators.add('demo', { user: 'kim' }),
    exchanges: [{ method: 'POST', path: '/apps/demo/perms/', body: { username: 'kim' }, status: 201 }],
    result: { app: { name: 'demo' }, user: { email: 'kim' }, role: 'collaborator' },
  },
  {
    name: 'collaborators.remove',
    call: (api) => api.collaborators.remove('demo', 'kim'),
    exchanges: [{ method: 'DELETE', path: '/apps/demo/perms/kim', status: 204 }],
    result: { user: { email: 'kim' } },
  },
])

test('there are no permissions to choose from', async (t) => {
  stubDeis(t, [])
  const { collaborators } = stubbedDeis()
  const view = { permissions: ['view'] }
  await assert.rejects(collaborators.add('demo', { user: 'kim', ...view }), { code: 'not_supported' })
  await assert.rejects(collaborators.update('demo', 'kim', view), { code: 'not_supported' })
})

test('who has no part in an app is told as that, and who may not remove anybody as that', async (t) => {
  const remove = {
    method: 'DELETE',
    path: '/apps/demo/perms/kim',
    status: 403,
    answer: { detail: 'No.' },
  } as const
  const list = { method: 'GET', path: '/apps/demo/perms/' } as const
  stubDeis(t, [remove, { ...list, answer: { users: ['lee'] } }])
  const { collaborators } = stubbedDeis()
  const nobody = { code: 'not_found', message: 'kim is no collaborator of demo.' }
  await assert.rejects(collaborators.remove('demo', 'kim'), nobody)
  stubDeis(t, [remove, { ...list, answer: { users: ['kim'] } }])
  await assert.rejects(collaborators.remove('demo', 'kim'), { status: 403 })
})
