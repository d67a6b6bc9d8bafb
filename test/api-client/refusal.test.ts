import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionError, refusal } from '../../src/api-client/refusal.ts'
import { UserError } from '../../src/lib/errors.ts'

test('refusal takes words and code from the body', () => {
  const error = refusal(422, '{"id":"invalid_params","message":"Name is taken"}', 'r-1')
  assert.deepEqual(
    { ...error, message: error.message },
    { name: 'ApiError', message: 'Name is taken', status: 422, code: 'invalid_params', requestId: 'r-1' },
  )
})

const foreign = [
  { body: '', message: 'the controller answered with HTTP status 502.' },
  { body: '<html>\nBad Gateway', message: 'the controller answered with HTTP status 502: <html>' },
  {
    body: '{"message":"no id"}',
    message: 'the controller answered with HTTP status 502: {"message":"no id"}',
  },
  { body: 'null', message: 'the controller answered with HTTP status 502: null' },
]
for (const { body, message } of foreign) {
  test(`refusal of ${JSON.stringify(body)}, which is no controller's`, () => {
    const error = refusal(502, body)
    assert.deepEqual([error.message, error.code], [message, 'http_502'])
  })
}

test('connectionError finds the reason in a cause', () => {
  const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
  const error = connectionError(new Error('request failed', { cause }), 'https://qp.example.com')
  assert.match(String(error), /can't reach https:\/\/qp\.example\.com: there is no such host\./)
})

test('connectionError leaves what is no failed connection, and strips got errors of their request', () => {
  const other = new TypeError('x is not a function')
  assert.equal(connectionError(other, 'http://qp.test'), other)
  const ofGot = Object.assign(new Error('odd'), { options: { headers: { authorization: 'Bearer mine' } } })
  assert.ok(!('options' in Object(connectionError(ofGot, 'http://qp.test'))))
})

test('connectionError hands on what an agent says, without what got made of it', () => {
  const said = new UserError('the proxy says no.', { code: 'proxy_refused' })
  const ofGot = Object.assign(new Error('odd', { cause: said }), { options: { headers: {} } })
  assert.equal(connectionError(ofGot, 'http://qp.test'), said)
})

test('connectionError tells a certificate that is not trusted from a host that is not there', () => {
  const cause = Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' })
  const error = connectionError(new Error('request failed', { cause }), 'https://qp.test')
  assert.match(String(error), /can't trust https:\/\/qp\.test: its certificate has expired\./)
})
