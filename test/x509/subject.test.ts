import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSubject } from '../../src/x509/subject.ts'

test('a subject is read as openssl writes it', () => {
  assert.deepEqual(parseSubject('/C=DE/O=A\\/B=C/CN=www.example.com'), [
    ['C', 'DE'],
    ['O', 'A/B=C'],
    ['CN', 'www.example.com'],
  ])
})

for (const text of ['', '/', 'CN=a.b', '/CN=', '/CN', '/XX=a', '/CN=a.b/=x']) {
  test(`${JSON.stringify(text)} is no subject`, () => assert.equal(parseSubject(text), undefined))
}
