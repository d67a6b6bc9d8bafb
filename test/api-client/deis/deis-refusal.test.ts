import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deisRefusal } from '../../../src/api-client/deis/deis-refusal.ts'

interface Case {
  status: number
  body: unknown
  /** GET /apps/demo/ without. */
  method?: string
  path?: string
  sent?: object
  code: string
  message: string
  /** Without, as it came. */
  as?: number
}

const denied = 'You may not do that: it is for the owner of the app, or for admins.'
const forbidden = { detail: 'You do not have permission to perform this action.' }
const cases: Case[] = [
  {
    status: 400,
    body: { username: ['This field may not be blank.'] },
    code: 'invalid_params',
    message: 'The username may not be blank.',
  },
  {
    status: 400,
    body: { id: ['This field is required.'] },
    code: 'invalid_params',
    message: 'The name is required.',
  },
  {
    status: 400,
    body: { id: ['Application with this id already exists.'] },
    code: 'invalid_params',
    message: 'Application with this id already exists.',
  },
  {
    status: 400,
    body: { public: ['Public Key is already in use'], id: ['SSH Key with this id already exists.'] },
    code: 'invalid_params',
    message: 'Public Key is already in use. SSH Key with this id already exists.',
  },
  { status: 400, body: { healthcheck: { web: ['no'] } }, code: 'invalid_params', message: '{"web":["no"]}.' },
  {
    status: 400,
    body: ['The address zzz is not valid'],
    code: 'invalid_params',
    message: 'The address zzz is not valid.',
  },
  {
    status: 400,
    body: { detail: 'No build associated with this release' },
    code: 'invalid_params',
    message: 'No build associated with this release.',
  },
  { status: 400, body: { error: 'v1 says no' }, code: 'invalid_params', message: 'v1 says no.' },
  {
    status: 400,
    body: { detail: '(app::deploy): There was a problem while deploying v3 of demo-web.' },
    code: 'release_failed',
    message:
      'The deploy failed: There was a problem while deploying v3 of demo-web. `qp logs -a demo` may tell more.',
  },
  {
    status: 400,
    body: { non_field_errors: ['Unable to log in with provided credentials.'] },
    path: '/auth/login/',
    code: 'unauthorized',
    as: 401,
    message: 'The user name or the password is wrong.',
  },
  {
    status: 401,
    body: { detail: 'Authentication credentials were not provided.' },
    code: 'unauthorized',
    message: 'This needs a login.',
  },
  {
    status: 401,
    body: { detail: 'Invalid token.' },
    code: 'unauthorized',
    message: 'The token is not valid, or is not any more.',
  },
  {
    status: 401,
    body: { detail: 'Current password does not match' },
    code: 'unauthorized',
    message: 'The current password is wrong.',
  },
  { status: 403, body: forbidden, code: 'forbidden', message: denied },
  {
    status: 403,
    body: forbidden,
    path: '/users/?limit=100',
    code: 'forbidden',
    message: 'You may not do that: it is for admins.',
  },
  {
    status: 403,
    body: forbidden,
    method: 'POST',
    path: '/auth/register/',
    code: 'forbidden',
    message: 'https://deis.test lets nobody register, or admins alone.',
  },
  {
    status: 404,
    body: '"No App matches the given query."',
    code: 'not_found',
    message: 'No such app: demo. `qp apps` lists them.',
  },
  {
    status: 404,
    body: '"No Release matches the given query."',
    path: '/apps/demo/releases/v9/',
    code: 'not_found',
    message: 'No such release: v9. `qp releases -a demo` lists them.',
  },
  {
    status: 404,
    body: '"No User matches the given query."',
    method: 'POST',
    path: '/apps/demo/perms/',
    sent: { username: 'nobody' },
    code: 'not_found',
    message: 'No such user: nobody.',
  },
  {
    status: 404,
    body: '"No Domain matches the given query."',
    path: '/apps/demo/domains/www.example.com',
    code: 'not_found',
    message: 'No such domain: www.example.com. `qp domains -a demo` lists them.',
  },
  {
    status: 404,
    body: '"No Certificate matches the given query."',
    path: '/certs/www',
    code: 'not_found',
    message: 'No such certificate: www. `qp certs` lists them.',
  },
  {
    status: 404,
    body: '"No Key matches the given query."',
    path: '/keys/laptop',
    code: 'not_found',
    message: 'No such key: laptop. `qp keys` lists them.',
  },
  { status: 404, body: '"Something else."', code: 'not_found', message: 'Something else.' },
  {
    status: 404,
    body: { detail: 'Container type foo does not exist in application' },
    path: '/apps/demo/scale/',
    code: 'not_found',
    message: 'No such process type: foo. `qp ps:scale -a demo` lists them.',
  },
  {
    status: 404,
    body: '<h1>Not Found</h1>',
    path: '/apps/demo/services/?limit=1',
    code: 'not_supported',
    message: 'There is no GET /apps/demo/services/ at https://deis.test.',
  },
  {
    status: 405,
    body: { detail: 'Method "PUT" not allowed.' },
    code: 'not_supported',
    message: 'Method "PUT" not allowed.',
  },
  {
    status: 409,
    body: { detail: 'jim changed nothing - release stopped' },
    code: 'conflict',
    message: 'jim changed nothing - release stopped.',
  },
  {
    status: 409,
    body: { detail: 'duplicate already exists as a namespace in this kuberenetes setup' },
    code: 'conflict',
    message: 'duplicate is the name of something else at https://deis.test. Choose another.',
  },
  {
    status: 409,
    body: { detail: 'Deployment for demo-web is already in progress' },
    code: 'conflict',
    message: 'Another deploy of demo is under way. Try again when it is over.',
  },
  {
    status: 409,
    body: { detail: 'kim still has applications assigned. Delete or transfer ownership' },
    code: 'conflict',
    message: 'kim still has applications assigned. Delete or transfer ownership.',
  },
  {
    status: 422,
    body: { detail: 'NOPE does not exist under values' },
    code: 'invalid_params',
    message: 'No such config var: NOPE.',
  },
  {
    status: 422,
    body: { detail: 'web does not exist under autoscale' },
    code: 'invalid_params',
    message: 'No such autoscale: web.',
  },
  {
    status: 422,
    body: { detail: "addresses {'9.9.9.9'} does not exist in whitelist" },
    code: 'invalid_params',
    message: 'Not on the whitelist: 9.9.9.9.',
  },
  {
    status: 500,
    body: { detail: 'Server Error' },
    code: 'internal_server_error',
    message: 'Something went wrong at https://deis.test. Its log says what.',
  },
  {
    status: 500,
    body: 'Error accessing logs for demo',
    code: 'http_500',
    message: 'the controller answered with HTTP status 500: Error accessing logs for demo',
  },
  {
    status: 503,
    body: { detail: '(scale): no room' },
    code: 'engine_unavailable',
    message: '(scale): no room.',
  },
  { status: 418, body: { detail: 'I am a teapot' }, code: 'http_418', message: 'I am a teapot.' },
  { status: 502, body: '', code: 'http_502', message: 'the controller answered with HTTP status 502.' },
  { status: 400, body: {}, code: 'http_400', message: 'the controller answered with HTTP status 400: {}' },
]

for (const {
  status,
  body,
  method = 'GET',
  path = '/apps/demo/',
  sent,
  code,
  message,
  as = status,
} of cases) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  test(`${status} ${text} to ${method} ${path} is ${code}`, () => {
    const request = { url: 'https://deis.test', method, path, body: sent }
    const error = deisRefusal({ statusCode: status, body: text }, request)
    assert.deepEqual([error.message, error.code, error.status], [message, code, as])
  })
}
