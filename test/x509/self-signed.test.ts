import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { selfSigned } from '../../src/x509/self-signed.ts'

const now = new Date('2026-08-01T10:00:00Z')
const keys = {
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  EC: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
}

for (const [kind, makeKey] of Object.entries(keys)) {
  test(`a certificate that signs itself with an ${kind} key is what it says`, () => {
    const key = makeKey()
    const subject = [['O', 'Müller & Söhne'] as const, ['CN', 'www.example.com'] as const]
    const bytes = selfSigned(key, subject, ['www.example.com', '*.example.com', '127.0.0.1'], {
      now,
      days: 90,
    })
    const certificate = new X509Certificate(bytes)
    assert.ok(certificate.verify(certificate.publicKey))
    assert.ok(certificate.checkPrivateKey(key))
    assert.equal(certificate.subject, 'O=Müller & Söhne\nCN=www.example.com')
    assert.equal(certificate.issuer, certificate.subject)
    assert.equal(certificate.subjectAltName, 'DNS:www.example.com, DNS:*.example.com, IP Address:127.0.0.1')
    assert.equal(certificate.validFromDate.toISOString(), '2026-08-01T09:00:00.000Z')
    assert.equal(certificate.validToDate.toISOString(), '2026-10-30T10:00:00.000Z')
    assert.equal(certificate.ca, false)
    assert.equal(certificate.checkHost('a.example.com'), '*.example.com')
  })
}

test('one that ends after 2049 has a year of four digits', () => {
  const key = createPrivateKey(keys.EC().export({ type: 'pkcs8', format: 'pem' }))
  const certificate = new X509Certificate(selfSigned(key, [['CN', 'a.b']], ['a.b'], { now, days: 36_500 }))
  assert.equal(certificate.validToDate.getUTCFullYear(), 2126)
})
