import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { selfSigned } from '../../x509/self-signed.ts'
import { toPem } from '../../x509/signed.ts'
import type { NginxFiles } from './nginx-files.ts'

/** What a browser shows of it, so that nobody takes it for a broken one. */
const name = 'no-certificate-for-this-name.invalid'

/**
 * The certificate for names that have none: nginx takes no TLS connection without. It vouches for itself alone, so each client
 * warns or refuses. Made once; the key is for its owner alone.
 */
export async function provideDefaultCertificate(files: NginxFiles): Promise<void> {
  if (await isThere(files)) return
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const bytes = selfSigned(privateKey, [['CN', name]], [name], { now: new Date(), days: 20 * 365 })
  await writeFile(files.defaultKey, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  await writeFile(files.defaultCertificate, toPem('CERTIFICATE', bytes), { mode: 0o600 })
}

async function isThere(files: NginxFiles): Promise<boolean> {
  try {
    await readFile(files.defaultKey)
    new X509Certificate(await readFile(files.defaultCertificate))
    return true
  } catch {
    return false
  }
}
