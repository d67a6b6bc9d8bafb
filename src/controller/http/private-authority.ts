import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { authorityCertificate, issueCertificate } from '../../x509/authority.ts'
import { toPem } from '../../x509/signed.ts'
import { madeOnce } from './made-once.ts'

/** Vouches for this controller to clients that were given its certificate. */
export interface PrivateAuthority {
  /** What clients are to trust, in PEM. */
  caFile: string
  /** A server's certificate and key, as TLS takes them. */
  issue(names: readonly string[]): { cert: string; key: string }
}

const subject = [['CN', 'qp controller'] as const]

/** Those that are issued are never stored: each start has its own. */
const days = 10 * 365

/** Made once, in this folder of the data dir, for its owner alone. */
export async function openPrivateAuthority(folder: string, now: () => Date): Promise<PrivateAuthority> {
  const caFile = join(folder, 'ca.pem')
  const keyFile = join(folder, 'ca.key')
  const issuer = { key: createPrivateKey(await madeOnce(keyFile, () => toPkcs8(newKey()))), subject }
  await madeOnce(caFile, () =>
    toPem('CERTIFICATE', authorityCertificate(issuer, { now: now(), days: 2 * days })),
  )
  return {
    caFile,
    issue(names) {
      const key = newKey()
      const certificate = issueCertificate(issuer, { key, names, now: now(), days })
      return { cert: toPem('CERTIFICATE', certificate), key: toPkcs8(key) }
    },
  }
}

/** How a TLS server shows itself by whatever name it was called, and by the addresses of this machine. */
export function tlsContexts(authority: PrivateAuthority) {
  const own = Object.values(networkInterfaces()).flatMap((it) => it ?? [])
  const addresses = own.filter((it) => it.family === 'IPv4').map((it) => it.address)
  const contexts = new Map<string, SecureContext>()
  return {
    // Whoever calls an address names none.
    ...authority.issue([...new Set(['localhost', '127.0.0.1', ...addresses])]),
    SNICallback(name: string, done: (error: Error | null, context?: SecureContext) => void) {
      const known = contexts.get(name) ?? createSecureContext(authority.issue([name]))
      // Somebody who calls it by ever new names fills no memory.
      if (contexts.size < 100) contexts.set(name, known)
      done(null, known)
    },
  }
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

function toPkcs8(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
