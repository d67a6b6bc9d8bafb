import path from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * `qp server`, `stack:build` and `qp run --docker` load the controller, or their part of it, from the files that it was built to: it
 * is many modules and large libraries, and nothing else may load them. An import that is not `await import(…)` stops the build.
 */
export function bundledController(root: string): Plugin {
  const apart = ['controller', 'api-client/docker'].map((it) => path.join(root, 'src', it) + path.sep)
  return {
    name: 'bundled-controller',
    setup(build) {
      build.onResolve(
        { filter: /\/(controller|docker)\// },
        ({ path: imported, importer, resolveDir, kind }) => {
          const file = path.resolve(resolveDir, imported)
          if (!apart.some((folder) => file.startsWith(folder))) return undefined
          if (kind !== 'dynamic-import') {
            const where = path.relative(root, importer)
            return {
              errors: [{ text: `${where} must load ${imported} with await import(), when it is needed` }],
            }
          }
          const built = path.join('..', path.relative(path.join(root, 'src'), file))
          return { path: built.replace(/\.ts$/, '.js').replaceAll(path.sep, '/'), external: true }
        },
      )
    },
  }
}
