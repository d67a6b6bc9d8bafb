import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Command, Plugin } from '@oclif/core'
import type { Manifest } from '../../src/start/program-facts.ts'

export const manifestFile = 'oclif.manifest.json'

/** What oclif would find out about each command by loading it, from the sources of the package at `root`. */
export async function readManifest(root: string): Promise<Manifest> {
  const plugin = new Plugin({
    root: path.resolve(root),
    isRoot: true,
    ignoreManifest: true,
    errorOnManifestCreate: true,
    // A default that the machine or its user decide is no part of it: such a flag says noCacheDefault.
    respectNoCacheDefault: true,
  })
  await plugin.load()
  const { version, commands } = plugin.manifest as unknown as Manifest
  return { version, commands: sortById(commands) }
}

/** The text of the file, always the same for the same commands. */
export function renderManifest(manifest: Manifest): string {
  return JSON.stringify(manifest, undefined, 2) + '\n'
}

/** All that the manifest of the package at `root` says of each command, as it was last written. */
export async function readDescribedCommands(root: string): Promise<Record<string, Command.Cached>> {
  const manifest = JSON.parse(await readFile(path.join(root, manifestFile), 'utf8')) as {
    commands: Record<string, Command.Cached>
  }
  return manifest.commands
}

/** oclif has them in the order that the folders were read in. */
function sortById(commands: Manifest['commands']): Manifest['commands'] {
  return Object.fromEntries(Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1)))
}
