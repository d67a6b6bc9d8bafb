import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { certificateRequest } from '../../src/x509/certificate-request.ts'
import { toPem } from '../../src/x509/signed.ts'

const keys = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  EC: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
}

for (const [kind, key] of Object.entries(keys)) {
  test(`openssl reads and verifies a request with an ${kind} key`, () => {
    const subject = [['C', 'DE'] as const, ['O', 'A/B'] as const, ['CN', 'www.example.com'] as const]
    const pem = toPem(
      'CERTIFICATE REQUEST',
      certificateRequest(key, subject, ['www.example.com', 'example.com']),
    )
    const argv = ['req', '-noout', '-verify', '-text', '-nameopt', 'RFC2253,sep_comma_plus']
    const text = execFileSync('openssl', argv, { input: pem, encoding: 'utf8', stdio: 'pipe' })
    assert.match(text, /Subject: CN=www\.example\.com,O=A\/B,C=DE/)
    assert.match(text, /DNS:www\.example\.com, DNS:example\.com/)
  })
}
