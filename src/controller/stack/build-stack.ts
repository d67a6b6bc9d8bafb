import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../domain/problem.ts'
import type { Engine } from '../engine/engine.ts'
import { runDebootstrap } from './debootstrap.ts'
import { type HostCertificates, readHostCertificates } from './host-certificates.ts'
import { packRoot } from './pack-root.ts'
import { runProgram } from './run-program.ts'
import { stackLabels, stackRecipe } from './stack-recipe.ts'

export interface BuildStackOptions {
  engine: Engine
  tag: string
  /** One line of what debootstrap says, without its end. */
  onOutput: (line: string) => void
  /** Stops the build; its directory is removed all the same. */
  signal?: AbortSignal
  /** Where the root file system is put together: half a gigabyte, on a disk that may hold devices and programs. */
  directory?: string
}

/**
 * Makes the stack image from Debian's packages, for where no image can be pulled. Needs root and debootstrap.
 * Throws `invalid_params` where one is missing, `build_failed` where debootstrap fails.
 */
export async function buildStackImage({
  engine,
  tag,
  onOutput,
  signal = new AbortController().signal,
  directory = '/var/tmp',
}: BuildStackOptions): Promise<void> {
  checkRoot()
  const root = await mkdtemp(join(directory, 'qp-stack-'))
  try {
    await runDebootstrap({ root, onOutput, signal })
    const certificates = await readHostCertificates()
    await addCertificates(root, certificates, { onOutput, signal })
    await addUser(root, { onOutput, signal })
    await runProgram(['chroot', root, ...stackRecipe.locale], { onOutput, signal })
    await removeCaches(root)
    onOutput(`Importing ${tag}`)
    const labels = stackLabels(certificates)
    await engine.importImage(packRoot(root, signal), { tag, labels, env: buildEnv(certificates) })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

interface Step {
  onOutput: (line: string) => void
  signal: AbortSignal
}

function checkRoot(): void {
  if (process.getuid?.() === 0) return
  throw problem(
    'invalid_params',
    'The stack image is made by debootstrap, which needs root. Run this as root, or take a ready-made image: `qp stack:build --from IMAGE`.',
  )
}

/** What Node trusts beside its own list. It does not read the system's, and npm would fail behind an inspecting proxy. */
const nodeCertificates = '/etc/ssl/qp-host-ca.pem'

async function addCertificates(root: string, certificates: HostCertificates, step: Step): Promise<void> {
  if (certificates.files.length === 0) return
  const folder = join(root, 'usr/local/share/ca-certificates/qp-host')
  await mkdir(folder, { recursive: true })
  for (const { name, path } of certificates.files) await cp(path, join(folder, name))
  await writeFile(join(root, nodeCertificates), certificates.pem)
  await runProgram(['chroot', root, 'update-ca-certificates'], step)
}

/** Only where the host trusts more than the world does: a variable costs every start of Node the reading of a file. */
function buildEnv(certificates: HostCertificates): Record<string, string> {
  return {
    ...stackRecipe.env,
    ...(certificates.files.length > 0 && { NODE_EXTRA_CA_CERTS: nodeCertificates }),
  }
}

async function addUser(root: string, step: Step): Promise<void> {
  await runProgram(['chroot', root, ...stackRecipe.user], step)
  await mkdir(join(root, 'app'))
  await chown(join(root, 'app'), 1000, 1000)
}

async function removeCaches(root: string): Promise<void> {
  for (const folder of stackRecipe.emptiedFolders) {
    for (const name of await readdir(join(root, folder))) {
      await rm(join(root, folder, name), { recursive: true, force: true })
    }
  }
  // debootstrap's second stage leaves it to root alone; apps run as a user of their own.
  await chmod(join(root, 'tmp'), 0o1777)
}
