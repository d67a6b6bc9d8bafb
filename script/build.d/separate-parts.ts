import type { Plugin } from 'esbuild'

/** A module that is a file of its own beside the bundle that imports it. */
export interface Part {
  /** As it is imported. */
  module: string
  file: string
}

/** Replaces each import of a part by one that loads its file, with `require`: Node's ESM loader would have to be started first. */
export function separateParts(parts: readonly Part[]): Plugin {
  return {
    name: 'separate-parts',
    setup(build) {
      for (const { module, file } of parts) {
        build.onResolve({ filter: exactly(module) }, ({ kind }) =>
          kind === 'entry-point' ? undefined : { path: file, namespace: 'part' },
        )
        build.onResolve({ filter: exactly(`./${file}`), namespace: 'part' }, ({ path }) => ({
          path,
          external: true,
        }))
      }
      build.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({
        contents: `module.exports = require("./${path}")`,
      }))
    },
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^${RegExp.escape(text)}$`)
}
