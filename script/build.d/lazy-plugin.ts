import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { OnResolveArgs, Plugin } from 'esbuild'
import { interopModule, lazyModule } from './lazy-requires.ts'
import { leaveOut } from './left-out.ts'

/** Modules that are CommonJS now, whatever the package says that they are from. */
const namespace = 'lazy'

/** Makes every module of a bundle one that is loaded when it is first used (lazy-requires.ts). Stands behind plugins that resolve. */
export function lazyPlugin(root: string): Plugin {
  return {
    name: 'lazy',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path: asked, pluginData, ...args }: OnResolveArgs) => {
        if (pluginData === resolving || args.namespace === 'part') return undefined
        if (asked === interopModule) return { path: asked, namespace: 'interop' }
        const { importer, resolveDir, kind } = args
        const found = await build.resolve(asked, { importer, resolveDir, kind, pluginData: resolving })
        const isModule = found.namespace === 'file' && !found.external && /\.[cm]?[jt]s$/.test(found.path)
        return isModule ? { path: nameOf(path.relative(root, found.path)), namespace } : found
      })
      build.onLoad({ filter: /.*/, namespace }, async ({ path: name }) => {
        const file = path.join(root, fileOf(name))
        return {
          contents: await lazyModule(leaveOut(await readFile(file, 'utf8'), file), fileOf(name)),
          resolveDir: path.dirname(file),
          loader: 'js',
        }
      })
      build.onLoad({ filter: /.*/, namespace: 'interop' }, () => ({ contents: interop }))
    },
  }
}

/** The name is written into the bundle, so it is relative; and .mjs would be no CommonJS. */
function nameOf(file: string): string {
  return file.replace(/\.mjs$/, '.mjs.cjs')
}

function fileOf(name: string): string {
  return name.replace(/\.mjs\.cjs$/, '.mjs')
}

/** Marks our own question to esbuild, which comes back here. */
const resolving = Symbol('resolving')

/** What esbuild's own functions of these names do, in fewer steps. */
const interop = `
exports.__export = (target, all) => {
  for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true })
}
exports.__reExport = (target, module) => {
  for (const key of Object.getOwnPropertyNames(module))
    if (!Object.hasOwn(target, key) && key !== 'default')
      Object.defineProperty(target, key, { get: () => module[key], enumerable: true })
}
exports.__toESM = (module) => {
  if (Object(module) !== module) return { default: module }
  return module.__esModule ? module : Object.create(module, { default: { value: module } })
}
exports.__toCommonJS = (target) => Object.defineProperty(target, '__esModule', { value: true })
`
