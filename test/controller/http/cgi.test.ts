import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCgiHead } from '../../../src/controller/http/cgi.ts'

const head = 'Status: 403 Forbidden\r\nContent-Type: text/plain\r\nX-Colons: a: b\r\n\r\n'

test('status, headers in lower case, and what of the body came along', () => {
  const body = Buffer.from([0, 255, 13, 10, 13, 10, 1])
  assert.deepEqual(parseCgiHead(Buffer.concat([Buffer.from(head), body])), {
    status: 403,
    headers: { 'content-type': 'text/plain', 'x-colons': 'a: b' },
    rest: body,
  })
})

test('without a status it is 200', () => {
  assert.deepEqual(parseCgiHead(Buffer.from('Expires: never\r\n\r\n')), {
    status: 200,
    headers: { expires: 'never' },
    rest: Buffer.alloc(0),
  })
})

test('a head that is not there whole yet', () => {
  for (let length = 0; length < head.length; length += 1)
    assert.equal(parseCgiHead(Buffer.from(head.slice(0, length))), undefined)
})
