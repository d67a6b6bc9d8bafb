import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { after, test } from 'node:test'
import { checkCertificateFiles } from '../../../src/controller/domain/certificate-files.ts'
import { certificateRequest } from '../../../src/x509/certificate-request.ts'
import { selfSigned } from '../../../src/x509/self-signed.ts'
import { toPem } from '../../../src/x509/signed.ts'
import { testAuthority } from '../../fixtures/certificates.ts'

const authority = testAuthority({ after })
const now = new Date()
const { cert, key } = authority.issue(['www.example.com', '*.api.example.com']).pem
const other = authority.issue(['other.example.com']).pem
const ca = authority.caPem
const openssl = (input: string, ...argv: string[]) =>
  execFileSync('openssl', argv, { input, encoding: 'utf8', stdio: 'pipe' })

test('certificate, chain and key are read out of all that stands around them', () => {
  const text = `Bag Attributes\n${cert}\r\n  subject=x\n${ca}`.replaceAll('\n', '\r\n')
  const checked = checkCertificateFiles(text, `# mine\n${key}`, now)
  assert.deepEqual(checked.facts.names, ['www.example.com', '*.api.example.com'])
  assert.equal(checked.chain, cert + ca)
  assert.match(checked.privateKey, /^-----BEGIN PRIVATE KEY-----\n/)
})

for (const [kind, argv] of [
  ['PKCS#1', ['genrsa', '-traditional', '2048']],
  ['SEC1', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout']],
] as const) {
  test(`a key in ${kind} is as good`, () => {
    const plain = openssl('', ...argv)
    const { facts } = checkCertificateFiles(ownCertificate(plain, ['a.test']), plain, now)
    assert.deepEqual([facts.names, facts.isSelfSigned], [['a.test'], true])
  })
}

const encrypted = openssl(key, 'pkcs8', '-topk8', '-passout', 'pass:secret')
const expired = authority.issue(['old.example.com'], -1).pem
const weakKey = openssl('', 'genrsa', '1024')
const weak = ownCertificate(weakKey, ['a.test'])
const nameless = ownCertificate(key, [])
const request = toPem(
  'CERTIFICATE REQUEST',
  certificateRequest(createPrivateKey(key), [['CN', 'a.test']], []),
)

const ed448 = openssl('', 'genpkey', '-algorithm', 'ed448')

const bad: Record<string, [chain: string, key: string, message: RegExp]> = {
  'a text that is no PEM': ['hello', key, /^The certificate is not PEM/],
  DER: [openssl(cert, 'x509', '-outform', 'der'), key, /^The certificate is not PEM/],
  'the files the wrong way round': [key, cert, /^The first file is a private key/],
  'the certificate twice': [cert, cert, /^The second file is a certificate/],
  'a request': [request, key, /^The file is a request for a certificate/],
  'a damaged certificate': [cert.replace(/\n.{20}/, '\n'), key, /^Certificate 1 in the file can't be read/],
  'an encrypted key': [
    cert,
    encrypted,
    /^The private key is encrypted.*openssl pkey -in KEY -out PLAIN_KEY$/,
  ],
  'no key': [cert, 'hello', /^The private key is not PEM/],
  'a damaged key': [cert, key.replace(/\n.{20}/, '\n'), /^The private key can't be read/],
  "another certificate's key": [cert, other.key, /^The private key does not match the certificate/],
  'a chain from its end': [
    ca + cert,
    key,
    /key belongs to certificate 2 in the file, which must come first\.$/,
  ],
  'a stranger in the chain': [
    cert + other.cert,
    key,
    /certificate 2 in the file did not sign certificate 1\./,
  ],
  'one that has expired': [expired.cert, expired.key, /^The certificate has expired on \d{4}-/],
  'one without a name': [nameless, key, /^The certificate names no domain/],
  'a key of a kind that an older OpenSSL does not know': [cert, ed448, /takes no keys of the type ed448/],
  'a key that is too short': [weak, weakKey, /can't be used for TLS: .*too small.*2048 bits/],
}
for (const [what, [chain, privateKey, message]] of Object.entries(bad)) {
  test(`${what} is refused`, () => {
    assert.throws(() => checkCertificateFiles(chain, privateKey, now), { id: 'invalid_params', message })
  })
}

function ownCertificate(pem: string, names: readonly string[]): string {
  const subject = [['O', 'Nobody'] as const]
  return toPem('CERTIFICATE', selfSigned(createPrivateKey(pem), subject, names, { now, days: 2 }))
}
