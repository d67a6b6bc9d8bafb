import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAnswer } from '../../src/api-client/parse-answer.ts'

test('parseAnswer gives the body of a success; none is undefined', () => {
  assert.deepEqual(parseAnswer({ statusCode: 206, body: '[1]', headers: {} }), [1])
  assert.equal(parseAnswer({ statusCode: 204, body: '', headers: {} }), undefined)
})

test('parseAnswer takes a web page for what it is', () => {
  assert.throws(() => parseAnswer({ statusCode: 200, body: '<html>', headers: {} }), {
    code: 'not_json',
    status: 200,
  })
})

test('parseAnswer throws a refusal with its request id', () => {
  const answer = {
    statusCode: 404,
    body: '{"id":"not_found","message":"no"}',
    headers: { 'request-id': ['r-1'] },
  }
  assert.throws(() => parseAnswer(answer), { code: 'not_found', requestId: 'r-1' })
})
