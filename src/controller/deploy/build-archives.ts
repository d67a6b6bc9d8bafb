import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import type { ConfigVars } from '../domain/config-vars.ts'
import { buildpacksPath, statePath } from './build-container.ts'

/** As `slugUser`: what is unpacked into a container belongs to who builds. */
const owner = { uid: 1000, gid: 1000 }

/**
 * What goes into a build container before it starts: the built-in buildpacks, and the folders that its user must own.
 * A new volume belongs to root; unpacking the folder's entry over it gives it away without anything running as root.
 */
export async function packBuilder(): Promise<Buffer> {
  const tar = pack()
  for (const name of ['app', statePath.slice(1), buildpacksPath.slice(1)]) {
    tar.entry({ name, type: 'directory', mode: 0o755, ...owner })
  }
  const folder = findBuildpacks()
  for (const name of (await readdir(folder, { recursive: true })).toSorted()) {
    const path = join(folder, name)
    const { mode } = await stat(path)
    const header = { name: join(buildpacksPath.slice(1), name), mode: mode & 0o777, ...owner }
    if ((await stat(path)).isDirectory()) tar.entry({ ...header, type: 'directory' })
    else tar.entry(header, await readFile(path))
  }
  tar.finalize()
  return buffer(tar)
}

/** Each config var is a file with the value's exact bytes, which only its owner can read. */
export async function packConfig(config: ConfigVars): Promise<Buffer> {
  const tar = pack()
  for (const [name, value] of Object.entries(config)) tar.entry({ name, mode: 0o600 }, value)
  tar.finalize()
  return buffer(tar)
}

/** The package's `buildpacks/`, from wherever in the package this file runs. */
function findBuildpacks(from = import.meta.dirname): string {
  const folder = join(from, 'buildpacks')
  if (existsSync(join(folder, 'build.sh'))) return folder
  if (dirname(from) === from) throw new Error('the folder buildpacks/ of this installation is missing')
  return findBuildpacks(dirname(from))
}
