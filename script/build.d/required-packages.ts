import type { Plugin } from 'esbuild'

/**
 * Leaves packages where npm has put them, and loads them with `require`: Node's ESM loader would have to be started first. For those
 * that can't be in a bundle, since a part of them is made for the machine.
 */
export function requiredPackages(names: readonly string[]): Plugin {
  return {
    name: 'required-packages',
    setup(build) {
      const filter = new RegExp(`^(${names.map(RegExp.escape).join('|')})$`)
      build.onResolve({ filter }, ({ path, namespace }) =>
        namespace === 'required' ? { path, external: true } : { path, namespace: 'required' },
      )
      build.onLoad({ filter, namespace: 'required' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)})`,
      }))
    },
  }
}
