import { createHash } from 'node:crypto'
import { problem } from './problem.ts'

/** A public key by which its owner pushes over SSH. */
export interface SshKey {
  id: string
  userId: string
  /** "ssh-ed25519 AAAA…", without its comment. */
  publicKey: string
  /** What people know it by: "mia@laptop". May be empty. */
  comment: string
  /** "SHA256:…", as ssh-keygen -l has it. */
  fingerprint: string
  createdAt: Date
}

/** The types of key that a push is let in by. DSA is broken, and keys in hardware sign in a form of their own. */
const types = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
] as const

/** The least that NIST SP 800-57 counts as safe. */
const leastRsaBits = 2048

/** Reads a line of an `id_….pub` file: type, base64, comment (sshd(8), AUTHORIZED_KEYS). Throws `invalid_params`. */
export function parsePublicKey(text: string): Pick<SshKey, 'publicKey' | 'comment' | 'fingerprint'> {
  const [type = '', encoded = '', ...comment] = text.trim().split(/\s+/)
  if (/PRIVATE KEY/.test(text)) {
    throw problem(
      'invalid_params',
      'That is a private key, which nobody else should see. Add the .pub beside it.',
      { reason: 'key_format' },
    )
  }
  if (!(types as readonly string[]).includes(type)) {
    throw problem(
      'invalid_params',
      `${JSON.stringify(type.slice(0, 40))} is no type of public key that is taken here: ${types.join(', ')}.`,
      { reason: 'key_format' },
    )
  }
  const blob = Buffer.from(encoded, 'base64')
  const fields = readFields(blob)
  if (fields?.[0]?.toString('latin1') !== type || fields.length < 2)
    throw problem('invalid_params', 'That is no whole public key: a part of it is missing or broken.', {
      reason: 'key_encoding',
    })
  if (type === 'ssh-rsa') checkRsaLength(fields[2])
  return {
    publicKey: `${type} ${blob.toString('base64')}`,
    comment: comment.join(' '),
    fingerprint: fingerprintOf(blob),
  }
}

/** Of a key's bytes, as they go over the wire. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/** A key is a list of strings, each behind its length (RFC 4253, 6.6). Undefined where the lengths do not fit. */
function readFields(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = []
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return undefined
    const end = at + 4 + blob.readUInt32BE(at)
    if (end > blob.length) return undefined
    fields.push(blob.subarray(at + 4, end))
    at = end
  }
  return fields
}

/** An mpint's first byte is 0 where its highest bit would be a sign (RFC 4251, 5). */
function checkRsaLength(modulus: Buffer | undefined): void {
  const bits = ((modulus?.length ?? 0) - (modulus?.[0] === 0 ? 1 : 0)) * 8
  if (bits >= leastRsaBits) return
  throw problem('invalid_params', `An RSA key of ${bits} bits is too short: ${leastRsaBits} at least.`, {
    reason: 'key_format',
  })
}
