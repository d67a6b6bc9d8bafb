import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import { readIfThere, writePrivately } from '../private-file.ts'

/** As oclif keeps it in package.json of its data folder, where npm keeps the dependencies. */
export interface Plugin {
  name: string
  /** `link`: a folder of the person's own, taken as it is. */
  type: 'user' | 'link'
  tag?: string | undefined
  /** Of a linked one. */
  root?: string | undefined
}

export interface PluginFile {
  dependencies: Readonly<Record<string, string>>
  plugins: readonly Plugin[]
}

/** What is installed in the data folder. */
export async function readPlugins(dataDir: string): Promise<PluginFile> {
  const text = await readIfThere(pluginFilePath(dataDir))
  if (text === undefined) return { dependencies: {}, plugins: [] }
  try {
    const { dependencies = {}, oclif } = JSON.parse(text)
    return { dependencies, plugins: oclif?.plugins ?? [] }
  } catch (cause) {
    const hint = 'Remove it, and install the plugins again.'
    throw new UserError(`${pluginFilePath(dataDir)} can't be read: it should be JSON.`, { hint, cause })
  }
}

/** While the file is there all of oclif is loaded at each start, so without plugins it goes. */
export async function writePlugins(dataDir: string, { dependencies, plugins }: PluginFile): Promise<void> {
  if (plugins.length === 0) return rm(pluginFilePath(dataDir), { force: true })
  const file = { private: true, dependencies, oclif: { schema: 1, plugins } }
  await writePrivately(pluginFilePath(dataDir), JSON.stringify(file, null, 2) + '\n')
}

/** Where a plugin's own package.json is. */
export function pluginRoot(dataDir: string, { name, root }: Plugin): string {
  return root ?? join(dataDir, 'node_modules', ...name.split('/'))
}

function pluginFilePath(dataDir: string): string {
  return join(dataDir, 'package.json')
}
