import { join } from 'node:path'
import { readIfThere } from '../private-file.ts'
import type { PluginPlace } from './change-plugins.ts'
import { listPathPrograms } from './path-programs.ts'
import { type Plugin, pluginRoot, readPlugins } from './plugin-list.ts'

export interface ListedPlugin {
  name: string
  /** `path`: a program called qp-NAME. */
  type: Plugin['type'] | 'path'
  /** Null for a program, and for what is gone. */
  version: string | null
  path: string
}

/** What was installed or linked, and then the programs on PATH. */
export async function listPlugins({
  dataDir,
  env,
}: Pick<PluginPlace, 'dataDir' | 'env'>): Promise<ListedPlugin[]> {
  const { plugins } = await readPlugins(dataDir)
  const installed = plugins.map(async (plugin) => {
    const path = pluginRoot(dataDir, plugin)
    return { name: plugin.name, type: plugin.type, version: await versionAt(path), path }
  })
  const programs = listPathPrograms(env).map(({ name, path }) => ({
    name,
    type: 'path' as const,
    version: null,
    path,
  }))
  return [...(await Promise.all(installed)), ...programs]
}

async function versionAt(root: string): Promise<string | null> {
  const text = await readIfThere(join(root, 'package.json'))
  const { version } = JSON.parse(text ?? '{}') as { version?: string }
  return version ?? null
}
