import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PackageJson } from '../../src/start/program-facts.ts'
import { type BundledModules, buildClient } from './client.ts'
import { buildController } from './controller.ts'
import { manifestFile, readManifest, renderManifest } from './manifest.ts'

/**
 * Builds what is published from the sources at `root` to the folder `to`, which it replaces as a whole: `client/` is CommonJS in a few
 * files, the controller is as in src/. Returns which modules went into each file of the client.
 */
export async function build({ root, to }: { root: string; to: string }): Promise<BundledModules> {
  const begun = new Date()
  const staged = `${to}.${process.pid}`
  try {
    await mkdir(staged, { recursive: true })
    const [modules] = await Promise.all([buildClientOf(root, staged), buildController({ root, to: staged })])
    await markAsBuilt(staged, begun)
    await rm(to, { recursive: true, force: true })
    await rename(staged, to)
    return modules
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
}

async function buildClientOf(root: string, to: string): Promise<BundledModules> {
  const packageJson = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as PackageJson
  const manifest = await readManifest(root)
  await writeFile(path.join(to, manifestFile), renderManifest(manifest))
  return buildClient({ root, to: path.join(to, 'client'), packageJson, manifest })
}

/** A source that is changed while the build runs is newer than it: bin/is-stale.js asks for the time of this file. */
async function markAsBuilt(to: string, begun: Date): Promise<void> {
  const mark = path.join(to, 'built')
  await writeFile(mark, '')
  await utimes(mark, begun, begun)
}
