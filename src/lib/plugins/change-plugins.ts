import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { UserError } from '../errors.ts'
import { readIfThere } from '../private-file.ts'
import type { Env } from '../surroundings.ts'
import { findOnPath } from './path-programs.ts'
import { type Plugin, pluginRoot, readPlugins, writePlugins } from './plugin-list.ts'
import { windowsArgv } from './windows-argv.ts'

export interface PluginPlace {
  dataDir: string
  env: Env
  /** Where a relative path begins. */
  cwd: string
}

export interface InstalledPlugin extends Plugin {
  version: string
}

/** By npm and its own configuration: a name with or without a tag, a folder, a tarball, an address of git. */
export async function installPlugin(place: PluginPlace, asked: string): Promise<InstalledPlugin> {
  const { dataDir } = place
  // npm would begin at the data folder.
  const spec = /^\.{0,2}[/\\]|^\.{1,2}$|\.tgz$/.test(asked) ? resolve(place.cwd, asked) : asked
  const before = await readPlugins(dataDir)
  await runNpm(place, ['install', spec])
  const after = await readPlugins(dataDir)
  const name = findInstalled(dataDir, before.dependencies, after.dependencies, spec)
  const tag = /^(?:@[^/]+\/)?[^@/]+@([\w.-]+)$/.exec(spec)?.[1] ?? 'latest'
  const plugin: Plugin = { name, type: 'user', tag }
  const version = await readVersion(pluginRoot(dataDir, plugin)).catch(async (error: unknown) => {
    await writePlugins(dataDir, after)
    await runNpm(place, ['uninstall', name])
    throw error
  })
  const others = before.plugins.filter((it) => it.name !== name)
  await writePlugins(dataDir, { dependencies: after.dependencies, plugins: [...others, plugin] })
  return { ...plugin, version }
}

/** A folder that is worked on: its commands are there as they are, and npm has nothing to do with it. */
export async function linkPlugin({ dataDir, cwd }: PluginPlace, folder: string): Promise<InstalledPlugin> {
  const root = resolve(cwd, folder)
  const version = await readVersion(root)
  const { name } = JSON.parse((await readIfThere(join(root, 'package.json'))) ?? '{}') as { name: string }
  const { dependencies, plugins } = await readPlugins(dataDir)
  const plugin: Plugin = { name, type: 'link', root }
  await writePlugins(dataDir, {
    dependencies,
    plugins: [...plugins.filter((it) => it.name !== name), plugin],
  })
  return { ...plugin, version }
}

export async function uninstallPlugin(place: PluginPlace, name: string): Promise<Plugin> {
  const { dataDir } = place
  const { plugins } = await readPlugins(dataDir)
  const found = plugins.find((it) => it.name === name)
  if (!found) throw noSuchPlugin(name, plugins)
  if (found.type === 'user') await runNpm(place, ['uninstall', name])
  const { dependencies } = await readPlugins(dataDir)
  await writePlugins(dataDir, { dependencies, plugins: plugins.filter((it) => it.name !== name) })
  return found
}

/** To the newest of the tag that each was installed by. */
export async function updatePlugins(place: PluginPlace): Promise<InstalledPlugin[]> {
  const { dataDir } = place
  const { plugins, dependencies } = await readPlugins(dataDir)
  const fromRegistry = plugins.filter(
    ({ name, type }) => type === 'user' && !/[/:]/.test(dependencies[name] ?? ''),
  )
  const specs = fromRegistry.map(({ name, tag = 'latest' }) => `${name}@${tag}`)
  if (specs.length > 0) await runNpm(place, ['install', ...specs])
  const after = await readPlugins(dataDir)
  await writePlugins(dataDir, { dependencies: after.dependencies, plugins })
  return Promise.all(
    fromRegistry.map(async (it) => ({ ...it, version: await readVersion(pluginRoot(dataDir, it)) })),
  )
}

/** Of a package that has commands for oclif. */
async function readVersion(root: string): Promise<string> {
  const text = await readIfThere(join(root, 'package.json'))
  if (text === undefined) throw new UserError(`there is no package.json in ${root}.`, { code: 'no_plugin' })
  const { name, version, oclif } = JSON.parse(text)
  if (typeof name === 'string' && oclif !== undefined) return String(version ?? '')
  const hint = 'A plugin is an npm package with a section "oclif", which says where its commands are.'
  throw new UserError(`${name ?? root} is no plugin: it has no commands for oclif.`, {
    code: 'no_plugin',
    hint,
  })
}

/** npm writes down what it installed, under the name that the package itself has; what was there in this version is not written anew. */
function findInstalled(
  dataDir: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  spec: string,
): string {
  const isMeant = (name: string) =>
    spec === name ||
    spec.startsWith(`${name}@`) ||
    resolve(dataDir, (after[name] ?? '').replace(/^file:/, '')) === spec
  const names = Object.keys(after)
  const found = names.find((name) => after[name] !== before[name]) ?? names.find(isMeant)
  if (found !== undefined) return found
  throw new UserError(`npm has installed nothing for ${spec}.`, { code: 'no_plugin' })
}

async function runNpm({ dataDir, env, cwd }: PluginPlace, args: readonly string[]): Promise<void> {
  const npm = findOnPath('npm', env, process.platform)
  if (npm === undefined)
    throw new UserError('npm is not on PATH, and it installs plugins.', {
      code: 'no_npm',
      hint: 'It comes with Node.js.',
    })
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const {
    file,
    args: words,
    verbatim,
  } = windowsArgv(npm, [...args, '--prefix', dataDir, ...quiet], process.platform)
  try {
    await promisify(execFile)(file, words, { cwd, env: { ...env }, windowsVerbatimArguments: verbatim })
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new UserError(`npm ${args[0]} failed: ${said}`, { code: 'npm_failed', cause })
  }
}

function noSuchPlugin(name: string, plugins: readonly Plugin[]): UserError {
  const known = plugins.map((it) => it.name).join(', ')
  const hint = known === '' ? '`qp plugins:install NAME` installs one.' : `There are ${known}.`
  return new UserError(`no such plugin: ${name}.`, { code: 'no_such_plugin', hint })
}
