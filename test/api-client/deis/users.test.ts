import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page, stubbedDeis, stubDeis, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisUser } from '../../fixtures/deis-resources.ts'

const list = {
  method: 'GET',
  path: '/users/?limit=100',
  answer: page(aDeisUser({ is_superuser: true }), aDeisUser({ username: 'kim' })),
} as const

testDeisRequests([
  {
    name: 'users.list',
    call: (api) => api.users.list(),
    exchanges: [list],
    result: [
      { email: 'jim', admin: true },
      { email: 'kim', admin: false },
    ],
  },
  {
    name: 'users.create of an admin',
    call: (api) => api.users.create({ email: 'kim', password: 'secret', admin: true }),
    exchanges: [
      {
        method: 'POST',
        path: '/auth/register/',
        body: { username: 'kim', password: 'secret' },
        status: 201,
        answer: aDeisUser({ username: 'kim' }),
      },
      { method: 'POST', path: '/admin/perms/', body: { username: 'kim' }, status: 201 },
    ],
    result: { email: 'kim', admin: true },
  },
  {
    name: 'users.update to an admin',
    call: (api) => api.users.update('kim', { admin: true }),
    exchanges: [{ method: 'POST', path: '/admin/perms/', body: { username: 'kim' }, status: 201 }, list],
    result: { email: 'kim' },
  },
  {
    name: 'users.update from an admin',
    call: (api) => api.users.update('kim', { admin: false }),
    exchanges: [{ method: 'DELETE', path: '/admin/perms/kim', status: 204 }, list],
    result: { email: 'kim' },
  },
  {
    name: 'users.update of a password',
    call: (api) => api.users.update('kim', { new_password: 'new' }),
    exchanges: [
      { method: 'POST', path: '/auth/passwd/', body: { username: 'kim', new_password: 'new' } },
      list,
    ],
    result: { email: 'kim' },
  },
  {
    name: 'users.remove',
    call: (api) => api.users.remove('kim'),
    exchanges: [list, { method: 'DELETE', path: '/auth/cancel/', body: { username: 'kim' }, status: 204 }],
    result: { email: 'kim' },
  },
  {
    name: 'users.revokeTokens of one',
    call: (api) => api.users.revokeTokens('kim'),
    exchanges: [
      list,
      { method: 'POST', path: '/auth/tokens/', body: { username: 'kim' }, answer: { token: 'x' } },
    ],
    result: [{ email: 'kim' }],
  },
  {
    name: 'users.revokeTokens of all',
    call: (api) => api.users.revokeTokens(),
    exchanges: [list, { method: 'POST', path: '/auth/tokens/', body: { all: true }, answer: '""' }],
    result: [{ email: 'jim' }, { email: 'kim' }],
  },
])

test('nothing is sent for a user that there is not', async (t) => {
  stubDeis(t, [list])
  await assert.rejects(stubbedDeis().users.remove('nobody'), {
    code: 'not_found',
    message: /No such user: nobody\./,
  })
})
