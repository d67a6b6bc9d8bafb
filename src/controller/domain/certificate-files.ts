import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { type CertificateFacts, readCertificate } from './certificate.ts'
import { type Problem, type ProblemReason, problem } from './problem.ts'

/** Certificate and key as somebody brought them, in order and without anything else that stood in the files. */
export interface CheckedFiles {
  chain: string
  privateKey: string
  facts: CertificateFacts
}

/** Throws `invalid_params`, saying which file is wrong in which way, where a TLS server could not use them. */
export function checkCertificateFiles(chainText: string, keyText: string, now: Date): CheckedFiles {
  const chain = readChain(chainText)
  const [first] = chain
  if (first === undefined) throw noCertificate(chainText)
  const key = readKey(keyText)
  checkMatch(first, chain, key)
  checkOrder(chain)
  const facts = readCertificate(first.toString())
  if (facts.expiresAt <= now)
    throw refusal(`The certificate has expired on ${facts.expiresAt.toISOString()}. Bring one that holds.`)
  if (facts.names.length === 0)
    throw refusal('The certificate names no domain that it holds for. Ask for one with a subjectAltName.')
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const text = chain.map((it) => it.toString()).join('')
  checkUse(text, privateKey)
  return { chain: text, privateKey, facts }
}

function readChain(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block)
    } catch (cause) {
      throw refusal(`Certificate ${index + 1} in the file can't be read: it is damaged.`, cause)
    }
  })
}

function noCertificate(text: string): Problem {
  if (text.includes('PRIVATE KEY-----'))
    return refusal('The first file is a private key. The certificate comes first, then the key.')
  if (text.includes('CERTIFICATE REQUEST-----'))
    return refusal(
      'The file is a request for a certificate. Send it to a certificate authority, which makes one of it.',
    )
  return refusal(
    'The certificate is not PEM: there is no -----BEGIN CERTIFICATE----- in it. For DER: openssl x509 -inform der -in FILE',
  )
}

function readKey(text: string): KeyObject {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text))
    throw keyRefusal(
      'The private key is encrypted. Take its passphrase off: openssl pkey -in KEY -out PLAIN_KEY',
    )
  if (!text.includes('PRIVATE KEY-----')) {
    if (text.includes('BEGIN CERTIFICATE-----'))
      throw keyRefusal('The second file is a certificate. The certificate comes first, then the private key.')
    throw keyRefusal('The private key is not PEM: there is no -----BEGIN PRIVATE KEY----- in it.')
  }
  let key: KeyObject
  try {
    key = createPrivateKey(text)
  } catch (cause) {
    throw keyRefusal("The private key can't be read: it is damaged.", cause)
  }
  // nginx may be built with an older OpenSSL than Node, which does not know the newest.
  const type = key.asymmetricKeyType ?? 'unknown'
  if (['rsa', 'ec', 'ed25519'].includes(type)) return key
  throw keyRefusal(`The router takes no keys of the type ${type}. Use RSA or P-256.`)
}

function checkMatch(first: X509Certificate, chain: readonly X509Certificate[], key: KeyObject): void {
  if (first.checkPrivateKey(key)) return
  const place = chain.findIndex((it) => it.checkPrivateKey(key))
  if (place > 0)
    throw refusal(
      `The chain is out of order: the key belongs to certificate ${place + 1} in the file, which must come first.`,
    )
  throw refusal(
    'The private key does not match the certificate. Bring the key that the certificate was asked for with.',
  )
}

/** Each is signed by the next; what clients are sent out of order, some do not put right. */
function checkOrder(chain: readonly X509Certificate[]): void {
  for (const [index, certificate] of chain.entries()) {
    const next = chain[index + 1]
    if (next === undefined) return
    if (certificate.checkIssued(next) && certificate.verify(next.publicKey)) continue
    throw refusal(
      `The chain is out of order: certificate ${index + 2} in the file did not sign certificate ${index + 1}. ` +
        'Put the one for your domain first and each one that signed it behind.',
    )
  }
}

/** What is left, such as a key that is too short, OpenSSL itself finds. */
function checkUse(cert: string, key: string): void {
  try {
    createSecureContext({ cert, key, ciphers: 'DEFAULT@SECLEVEL=2' })
  } catch (cause) {
    const reason = cause instanceof Error && 'reason' in cause ? String(cause.reason) : 'unknown'
    throw refusal(
      `The certificate can't be used for TLS: ${reason}. Make one with a key of 2048 bits RSA or P-256.`,
      cause,
    )
  }
}

function refusal(message: string, cause?: unknown, reason: ProblemReason = 'certificate_format'): Problem {
  return problem('invalid_params', message, cause === undefined ? { reason } : { reason, cause })
}

function keyRefusal(message: string, cause?: unknown): Problem {
  return refusal(message, cause, 'private_key_format')
}
