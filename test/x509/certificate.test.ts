import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { signCertificate } from '../../src/x509/certificate.ts'

test('a certificate of one key by another, of any two kinds', () => {
  const issuer = {
    key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    subject: [['CN', 'Issuer'] as const],
  }
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const now = new Date('2026-08-01T10:00:00Z')
  const bytes = signCertificate(
    { key, subject: [['CN', 'It'] as const], extensions: [], now, days: 2 },
    issuer,
  )
  const certificate = new X509Certificate(bytes)
  assert.ok(certificate.verify(createPublicKey(issuer.key)))
  assert.ok(certificate.checkPrivateKey(key))
  assert.deepEqual([certificate.subject, certificate.issuer], ['CN=It', 'CN=Issuer'])
  assert.equal(certificate.validFromDate.toISOString(), '2026-08-01T09:00:00.000Z')
  assert.equal(certificate.validToDate.toISOString(), '2026-08-03T10:00:00.000Z')
})
