import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redirectionOf, sentOn } from '../../src/api-client/redirects.ts'

test('an answer sends on by its status and its location, wherever that is from', () => {
  const to = (statusCode: number, location?: string) =>
    redirectionOf({ statusCode, headers: { location } }, 'https://qp.test/a/b')?.href
  assert.equal(to(302, '/c'), 'https://qp.test/c')
  assert.equal(to(308, 'http://other.test'), 'http://other.test/')
  assert.equal(to(307, '//other.test/x'), 'https://other.test/x')
  for (const [status, location] of [
    [200, '/c'],
    [304, '/c'],
    [302, undefined],
    [302, 'http://'],
  ] as const)
    assert.equal(to(status, location), undefined)
})

test('it is told where, and how to go there by intent', () => {
  const elsewhere = sentOn('http://qp.test', new URL('https://qp.test/x'))
  assert.equal(elsewhere.message, 'http://qp.test sends its callers on to https://qp.test.')
  assert.match(elsewhere.hint ?? '', /`qp login https:\/\/qp\.test`/)
  assert.match(sentOn('http://qp.test', new URL('http://qp.test/x')).message, / on to \/x\.$/)
})
