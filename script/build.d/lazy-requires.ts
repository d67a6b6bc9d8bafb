import { transform } from 'esbuild'

/**
 * Turns a module of any kind into CommonJS whose imports are loaded when they are first used. A command uses a small part of
 * what its libraries import, and a start pays for each module that is loaded. A module that is imported for nothing but its
 * side effects is still loaded at once.
 */
export async function lazyModule(source: string, file: string): Promise<string> {
  const { code } = await transform(source, {
    loader: /\.[cm]?ts$/.test(file) ? 'ts' : 'js',
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    sourcefile: file,
    sourcemap: 'inline',
  })
  return lazyRequires(shareInterop(code))
}

/** Module that has the few functions which esbuild otherwise writes into each file. */
export const interopModule = 'qp:interop'
const interopNames = ['__export', '__reExport', '__toESM', '__toCommonJS']

/** The same lines stay lines: the source map counts on it. */
function shareInterop(code: string): string {
  const start = code.indexOf('var stdin_exports = {};')
  if (start === -1) return code
  const lines = code.slice(0, start).split('\n').length - 1
  return (
    `const { ${interopNames.join(', ')} } = require("${interopModule}");` +
    '\n'.repeat(lines) +
    code.slice(start)
  )
}

/** `const x_1 = require("./x")` as TypeScript and esbuild write it, with or without an interop function around it. */
const requiring = /^(?:var|const) (\w+) = ((?:\w+\()?require\("[^"\n]+"\)\)?);$/gm
/** A constant of this kind wakes ICU, for some ten milliseconds. */
const formatting = /^(?:var|const) (\w+) = (new Intl\.\w+\([^\n]*\));$/gm
/** `exports.Args = __importStar(require("./args"))` */
const reExporting = /^exports\.(\w+) = (__importStar\(require\("[^"\n]+"\)\));$/gm

/**
 * On the output of a compiler: an import is only ever read as `name.property`, which becomes `name.it.property`, where `it` loads
 * the module. Where its name occurs in any other way the import is left as it is.
 */
export function lazyRequires(code: string): string {
  const names = new Set<string>()
  const declare = (line: string, name: string, load: string) => {
    const uses = count(code, new RegExp(`(?<!/)\\b${RegExp.escape(name)}\\b`, 'g')) - 1
    // Node's own modules have no side effects that an import for nothing could be after.
    if (uses === 0 && load.includes('require("node:')) return ''
    if (uses === 0 || uses !== count(code, reads(name))) return line
    names.add(name)
    return `const ${name} = { get it() { return (this.loaded ??= ${load}); } };`
  }
  const declared = code.replace(requiring, declare).replace(formatting, declare)
  const read = [...names].reduce((text, name) => text.replace(reads(name), `${name}.it`), declared)
  return read.replace(
    reExporting,
    (_, name: string, load: string) =>
      `{ let it; Object.defineProperty(exports, "${name}", { enumerable: true, get: () => (it ??= ${load}) }); }`,
  )
}

/** Behind a dot it is another's property, unless the dots are those of a spread; behind a slash it is part of a path. */
function reads(name: string): RegExp {
  return new RegExp(`(?<![\\w$/]|(?<!\\.\\.)\\.)${RegExp.escape(name)}(?=\\.)`, 'g')
}

function count(code: string, pattern: RegExp): number {
  return code.match(pattern)?.length ?? 0
}
