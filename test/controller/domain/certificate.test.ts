import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  checkCertificateName,
  holdsFor,
  isTrustworthy,
  readCertificate,
} from '../../../src/controller/domain/certificate.ts'
import { testAuthority } from '../../fixtures/certificates.ts'

const authority = testAuthority({ after })

test('what stands in a certificate', () => {
  const facts = readCertificate(authority.issue(['www.example.com', '127.0.0.1', '*.example.com']).pem.cert)
  assert.deepEqual(facts.names, ['www.example.com', '*.example.com'])
  assert.equal(facts.subject, '/CN=www.example.com')
  assert.equal(facts.issuer, '/CN=Test CA')
  assert.match(facts.fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  assert.equal(facts.isSelfSigned, false)
  const days = (facts.expiresAt.getTime() - facts.startsAt.getTime()) / 86_400_000
  assert.equal(days, 30)
})

test('it holds for its names, and by * for those with one label more', () => {
  const names = ['www.example.com', '*.api.example.com']
  const held = ['www.example.com', 'a.api.example.com', '*.api.example.com']
  for (const hostname of held) assert.ok(holdsFor(names, hostname), hostname)
  for (const hostname of [
    'example.com',
    'a.www.example.com',
    'api.example.com',
    'a.b.api.example.com',
    '*.example.com',
  ])
    assert.ok(!holdsFor(names, hostname), hostname)
})

test('browsers take it while it holds and somebody else vouches for it', () => {
  const facts = readCertificate(authority.issue(['a.test']).pem.cert)
  const at = (day: number) => new Date(facts.startsAt.getTime() + day * 86_400_000)
  assert.deepEqual(
    [-1, 0, 29, 30].map((day) => isTrustworthy(facts, at(day))),
    [false, true, true, false],
  )
  const own = readCertificate(authority.selfSigned('a.test').pem.cert)
  assert.equal(isTrustworthy(own, new Date()), false)
})

for (const name of ['', 'A', '-a', 'a-', 'a b', 'a.b', 'a'.repeat(64)]) {
  test(`${JSON.stringify(name)} names no certificate`, () =>
    assert.throws(() => checkCertificateName(name), { id: 'invalid_params' }))
}
