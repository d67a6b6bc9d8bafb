import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { authorityCertificate, issueCertificate } from '../../src/x509/authority.ts'

const now = new Date('2026-08-01T10:00:00Z')
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

test('an authority vouches for itself and for what it issues, which vouches for nothing', () => {
  const issuer = { key: newKey(), subject: [['CN', 'An authority'] as const] }
  const authority = new X509Certificate(authorityCertificate(issuer, { now, days: 20 }))
  assert.ok(authority.ca)
  assert.ok(authority.verify(authority.publicKey))
  const key = newKey()
  const issued = new X509Certificate(
    issueCertificate(issuer, { key, names: ['qp.example.com', '10.0.0.1'], now, days: 10 }),
  )
  assert.equal(issued.ca, false)
  assert.ok(issued.verify(authority.publicKey))
  assert.ok(issued.checkIssued(authority))
  assert.ok(issued.checkPrivateKey(key))
  assert.deepEqual([issued.subject, issued.issuer], ['CN=qp.example.com', 'CN=An authority'])
  assert.equal(issued.subjectAltName, 'DNS:qp.example.com, IP Address:10.0.0.1')
  assert.equal(issued.checkIP('10.0.0.1'), '10.0.0.1')
})
