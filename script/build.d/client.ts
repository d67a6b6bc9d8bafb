import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { type Manifest, type PackageJson, programFacts } from '../../src/start/program-facts.ts'
import { bundledController } from './bundled-controller.ts'
import { commandTable } from './command-table.ts'
import { lazyPlugin } from './lazy-plugin.ts'
import { requiredPackages } from './required-packages.ts'
import { type Part, separateParts } from './separate-parts.ts'

export interface ClientBuild {
  /** The folder of package.json. */
  root: string
  /** The folder that gets the bundles. */
  to: string
  packageJson: PackageJson
  manifest: Manifest
}

/** Files that are loaded by themselves: a start reads no more of them than it needs. */
const parts: readonly Part[] = [
  { module: 'got', file: 'got.cjs' },
  { module: 'tar-stream', file: 'tar-stream.cjs' },
  { module: 'ws', file: 'ws.cjs' },
  { module: '@inquirer/prompts', file: 'prompts.cjs' },
  { module: 'yaml', file: 'yaml.cjs' },
]

/** The paths from the root of the modules in each file. */
export type BundledModules = ReadonlyMap<string, readonly string[]>

/** Writes `start.cjs`, `qp.cjs`, `update.cjs` and the parts. */
export async function buildClient(client: ClientBuild): Promise<BundledModules> {
  const { to, packageJson, manifest } = client
  const own = [
    { module: './src/start/run.ts', file: 'qp.cjs' },
    { module: './src/start/update.ts', file: 'update.cjs' },
  ]
  const rest = [...own, ...parts]
  const bundles = await Promise.all(rest.map((part) => bundle(client, part, {})))
  const facts = programFacts(
    packageJson,
    manifest,
    await contentId(rest.map(({ file }) => path.join(to, file))),
  )
  const start = { module: './src/start/start.ts', file: 'start.cjs' }
  bundles.push(await bundle(client, start, { PROGRAM_FACTS: JSON.stringify(facts) }))
  return new Map(bundles)
}

async function bundle(client: ClientBuild, part: Part, define: Record<string, string>) {
  const { metafile } = await build(bundleOptions(client, part, define))
  await writeInAscii(path.join(client.to, part.file))
  const modules = Object.keys(metafile.inputs).map((it) => it.replace(/^lazy:/, ''))
  return [part.file, modules] as const
}

/** What is ASCII is read in the shortest way. esbuild escapes all else, but for what stands in a regular expression. */
async function writeInAscii(file: string): Promise<void> {
  const code = await readFile(file, 'utf8')
  const escaped = code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  if (escaped !== code) await writeFile(file, escaped)
}

async function contentId(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) hash.update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

function bundleOptions(
  { root, to, manifest }: ClientBuild,
  { module, file }: Part,
  define: Record<string, string>,
) {
  return {
    absWorkingDir: root,
    entryPoints: [module],
    outfile: path.join(to, file),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    // Names stay: libraries go by the names of their classes, and people by those in a stack.
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    // Native speed-ups that need not be there; the compiler by which oclif would run plugins from their sources.
    external: ['bufferutil', 'utf-8-validate', 'typescript'],
    legalComments: 'external',
    metafile: true,
    logLevel: 'warning',
    define,
    // Wire types are types alone to the client, but where it reads what a Deis controller answers.
    alias: { typebox: path.join(root, 'script/build.d/plain-typebox.ts') },
    plugins: [
      separateParts(parts.filter((part) => part.file !== file)),
      requiredPackages(['@napi-rs/keyring']),
      bundledController(root),
      commandTable(root, manifest),
      lazyPlugin(root),
    ],
  } satisfies BuildOptions & { metafile: true }
}
