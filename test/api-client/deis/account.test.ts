import { page, testDeisRequests } from '../../fixtures/deis-requests.ts'
import { aDeisKey, aDeisUser } from '../../fixtures/deis-resources.ts'

const whoami = { method: 'GET', path: '/auth/whoami/', answer: aDeisUser({ is_superuser: true }) } as const

testDeisRequests([
  {
    name: 'account.get',
    call: (api) => api.account.get(),
    exchanges: [whoami],
    result: { id: 'jim', email: 'jim', name: null, admin: true, created_at: '2026-11-22T21:48:30Z' },
  },
  {
    name: 'account.get of who has an address beside the name',
    call: (api) => api.account.get(),
    exchanges: [{ ...whoami, answer: aDeisUser({ email: 'jim@example.com' }) }],
    result: { email: 'jim', address: 'jim@example.com' },
  },
  {
    name: 'account.get with a name',
    call: (api) => api.account.get(),
    exchanges: [{ ...whoami, answer: aDeisUser({ first_name: 'Jim', last_name: 'Doe' }) }],
    result: { name: 'Jim Doe', admin: false },
  },
  {
    name: 'account.register by an address',
    call: (api) => api.account.register({ email: 'kim@example.com', password: 'secret' }),
    exchanges: [
      {
        method: 'POST',
        path: '/auth/register/',
        body: { username: 'kim@example.com', password: 'secret', email: 'kim@example.com' },
        status: 201,
        answer: aDeisUser({ username: 'kim@example.com' }),
      },
    ],
    result: { email: 'kim@example.com' },
  },
  {
    name: 'account.register by a name',
    call: (api) => api.account.register({ email: 'kim', password: 'secret' }),
    exchanges: [
      {
        method: 'POST',
        path: '/auth/register/',
        body: { username: 'kim', password: 'secret' },
        status: 201,
        answer: aDeisUser({ username: 'kim' }),
      },
    ],
    result: { email: 'kim' },
  },
  {
    name: 'account.register by a name, with an address',
    call: (api) => api.account.register({ email: 'kim', address: 'kim@example.com', password: 'secret' }),
    exchanges: [
      {
        method: 'POST',
        path: '/auth/register/',
        body: { username: 'kim', password: 'secret', email: 'kim@example.com' },
        status: 201,
        answer: aDeisUser({ username: 'kim' }),
      },
    ],
    result: { email: 'kim' },
  },
  {
    name: 'account.changePassword',
    call: (api) => api.account.changePassword({ password: 'old', new_password: 'new' }),
    exchanges: [
      {
        method: 'POST',
        path: '/auth/passwd/',
        body: { password: 'old', new_password: 'new' },
        answer: { status: 'password set' },
      },
      whoami,
    ],
    result: { email: 'jim' },
  },
  {
    name: 'account.cancel',
    call: (api) => api.account.cancel(),
    exchanges: [whoami, { method: 'DELETE', path: '/auth/cancel/', status: 204 }],
    result: { email: 'jim' },
  },
  {
    name: 'account.get of a v1 that does not tell',
    version: 'v1',
    call: (api) => api.account.get(),
    exchanges: [
      { method: 'GET', path: '/auth/whoami/', status: 404, answer: '<h1>Not Found</h1>' },
      { method: 'GET', path: '/keys/?page_size=1', answer: page(aDeisKey()) },
    ],
    result: { email: 'jim' },
  },
])
