import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UsageError } from './errors.ts'
import type { Surroundings } from './surroundings.ts'
import { unreadableFile } from './unreadable-file.ts'

export interface CertificateArguments {
  /** Deis's form names it. */
  name: string | undefined
  crt: string
  key: string
}

/** `CRT KEY`, or Deis's `NAME CRT KEY`. */
export function parseCertificateArguments(words: readonly string[]): CertificateArguments {
  const [crt, key] = words.slice(-2)
  if (crt === undefined || key === undefined || words.length > 3)
    throw new UsageError('Give CRT KEY, the files of certificate and private key, or NAME CRT KEY.')
  return { name: words.length === 3 ? words[0] : undefined, crt, key }
}

/** Both files as the controller takes them. */
export async function readCertificateFiles({ cwd }: Surroundings, { crt, key }: CertificateArguments) {
  const [certificate_chain, private_key] = await Promise.all([readText(cwd, crt), readText(cwd, key)])
  return { certificate_chain, private_key }
}

async function readText(cwd: string, path: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, path), 'utf8')
  } catch (cause) {
    throw unreadableFile(path, cause)
  }
}
