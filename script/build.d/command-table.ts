import path from 'node:path'
import type { Plugin } from 'esbuild'
import type { Manifest } from '../../src/start/program-facts.ts'

/** Puts the table of all commands in the place of the empty one of the sources (src/start/commands.ts). */
export function commandTable(root: string, manifest: Manifest): Plugin {
  const table = path.join(root, 'src/start/commands.ts')
  return {
    name: 'command-table',
    setup(build) {
      build.onLoad({ filter: new RegExp(`^${RegExp.escape(table)}$`) }, () => ({
        contents: renderTable(manifest),
        resolveDir: path.dirname(table),
      }))
    },
  }
}

function renderTable({ commands }: Manifest): string {
  const entries = Object.values(commands).map(({ id, relativePath }) => {
    const module = '../' + relativePath.slice(1).join('/')
    return `  ${JSON.stringify(id)}: () => require(${JSON.stringify(module)}).default,\n`
  })
  return `exports.commands = {\n${entries.join('')}}\n`
}
