import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Expected, parseAnswer } from '../../src/api-client/parse-answer.ts'

const parse = (body: string, kind: Expected['kind'], asked = 'GET /x') =>
  parseAnswer({ statusCode: 200, body, headers: {} }, { url: 'https://qp.test', asked, kind })

test('parseAnswer gives the body of a success; none is undefined', () => {
  assert.deepEqual(parse('[1]', 'any'), [1])
  assert.equal(parse('', 'any'), undefined)
  assert.deepEqual(parse('{}', 'object'), {})
  assert.deepEqual(parse('[]', 'list', 'GET /apps'), [])
})

const others: { body: string; kind: Expected['kind']; asked?: string; says: RegExp }[] = [
  { body: '<html>', kind: 'any', says: /the answer is not JSON/ },
  { body: '"hi"', kind: 'any', says: /an object was expected, not "hi" in/ },
  { body: 'null', kind: 'any', says: /an object was expected, not null in/ },
  { body: '', kind: 'object', says: /an object was expected, not nothing in/ },
  { body: '[]', kind: 'object', says: /an object was expected, not \[\] in/ },
  { body: '{}', kind: 'list', says: /a list was expected, not \{\} in/ },
  { body: '{}', kind: 'object', asked: 'GET /account', says: /answers: no email in GET \/account\./ },
  { body: '[{}]', kind: 'list', asked: 'GET /apps?label=a', says: /no name in GET \/apps\./ },
  { body: '[null]', kind: 'list', asked: 'GET /apps/x/releases', says: /no version in/ },
  {
    body: '{"access_token":{}}',
    kind: 'object',
    asked: 'POST /oauth/authorizations',
    says: /no access_token\.token in/,
  },
  {
    body: '{"source_blob":null}',
    kind: 'object',
    asked: 'POST /apps/x/sources',
    says: /no source_blob\.put_url/,
  },
]
for (const { body, kind, asked, says } of others)
  test(`parseAnswer takes ${body || 'nothing'} for what it is, where ${asked ?? kind} is asked for`, () => {
    assert.throws(() => parse(body, kind, asked), { code: 'not_json', status: 200, message: says })
  })

test('parseAnswer throws a refusal with its request id', () => {
  const answer = {
    statusCode: 404,
    body: '{"id":"not_found","message":"no"}',
    headers: { 'request-id': ['r-1'] },
  }
  const expected = { url: 'https://qp.test', asked: 'GET /x', kind: 'object' } as const
  assert.throws(() => parseAnswer(answer, expected), { code: 'not_found', requestId: 'r-1' })
})
