import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface HostCertificates {
  files: { name: string; path: string }[]
  /** All of them, one after the other. */
  pem: string
}

/**
 * The certificate authorities that were added to this machine, beside Debian's. A build that runs behind the same
 * TLS-inspecting proxy needs them too. `update-ca-certificates` takes files that end in .crt, in folders too.
 */
export async function readHostCertificates(
  folder = '/usr/local/share/ca-certificates',
): Promise<HostCertificates> {
  const entries = await readdir(folder, { recursive: true }).catch(() => [])
  const files = entries
    .filter((it) => it.endsWith('.crt'))
    .sort()
    .map((it) => ({ name: it.replaceAll('/', '-'), path: join(folder, it) }))
  const texts = await Promise.all(files.map(({ path }) => readFile(path, 'utf8')))
  return { files, pem: texts.map((text) => `${text.trimEnd()}\n`).join('') }
}
