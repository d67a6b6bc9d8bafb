import { generateKeyPair } from 'node:crypto'
import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { certificateRequest } from '../x509/certificate-request.ts'
import { selfSigned } from '../x509/self-signed.ts'
import { toPem } from '../x509/signed.ts'
import { parseSubject, type Subject } from '../x509/subject.ts'
import { UsageError, UserError } from './errors.ts'
import { writePrivately } from './private-file.ts'
import { askText } from './prompt.ts'
import type { Surroundings } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

/** Whose certificate it is; what is empty does not stand in it. */
export interface Owner {
  owner?: string | undefined
  country?: string | undefined
  area?: string | undefined
  city?: string | undefined
}

/** As long as the browsers take one at most. */
const selfSignedDays = 365

/**
 * Makes a key and, beside it, a request for a certificate or one that signs itself: `www.example.com.key`, `.csr`, `.crt`. The key is
 * for its owner alone, and none that is there is written over.
 */
export async function generateCertificate(
  { cwd, now }: Surroundings,
  domain: string,
  { subject, bits, isSelfSigned }: { subject: Subject; bits: number; isSelfSigned: boolean },
) {
  const base = domain.toLowerCase().replace(/^\*/, 'wildcard')
  const files = { key: `${base}.key`, other: `${base}.${isSelfSigned ? 'crt' : 'csr'}` }
  for (const file of Object.values(files)) await refuseExisting(resolve(cwd, file), file)
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits })
  const names = [domain.toLowerCase()]
  const text = isSelfSigned
    ? toPem('CERTIFICATE', selfSigned(privateKey, subject, names, { now: now(), days: selfSignedDays }))
    : toPem('CERTIFICATE REQUEST', certificateRequest(privateKey, subject, names))
  const keyText = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await writePrivately(resolve(cwd, files.key), keyText)
  await writePrivately(resolve(cwd, files.other), text)
  return {
    domain,
    key_file: files.key,
    csr_file: isSelfSigned ? null : files.other,
    crt_file: isSelfSigned ? files.other : null,
  }
}

/** What the certificate says of its owner: what was given, else what the person answers, if there is one. */
export async function askOwner(terminal: Terminal, given: Owner): Promise<Owner> {
  const isGiven = Object.values(given).some((it) => it !== undefined)
  if (isGiven || !terminal.isTTY.stdin || !terminal.isTTY.stderr) return given
  return {
    owner: await askText(terminal, 'Owner of this certificate:'),
    country: await askText(terminal, 'Country of owner (two-letter ISO code):'),
    area: await askText(terminal, 'State/province/etc. of owner:'),
    city: await askText(terminal, 'City of owner:'),
  }
}

export function subjectOf(domain: string, { owner, country, area, city }: Owner): Subject {
  if (country && !/^[A-Za-z]{2}$/.test(country))
    throw new UsageError(`${country} is no country's ISO code of two letters, such as DE.`)
  const attributes = [
    ['C', country?.toUpperCase()],
    ['ST', area],
    ['L', city],
    ['O', owner],
    ['CN', domain],
  ] as const
  return attributes.flatMap(([name, value]) => (value ? [[name, value] as const] : []))
}

export function readSubject(text: string): Subject {
  const subject = parseSubject(text)
  if (subject) return subject
  throw new UsageError(`${text} is no subject. Write it as /C=DE/O=Example/CN=www.example.com.`)
}

async function refuseExisting(path: string, file: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere) throw new UserError(`${file} is there already. Move it away, or work in another folder.`)
}
