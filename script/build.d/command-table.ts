import path from 'node:path'
import type { Plugin } from 'esbuild'
import type { Manifest } from '../../src/start/program-facts.ts'

/** Puts the table of all commands in the place of the empty one of the sources (src/start/commands.ts). */
export function commandTable(root: string, manifest: Manifest): Plugin {
  return {
    name: 'command-table',
    setup(build) {
      build.onLoad({ filter: /^src\/start\/commands\.ts$/ }, () => ({
        contents: renderTable(manifest),
        resolveDir: path.join(root, 'src/start'),
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
