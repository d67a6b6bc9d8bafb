/**
 * Reads a `.dockerignore`, and answers whether a path of the source is left out of a build.
 *
 * Docker's rules: a pattern is from the root, `*` and `?` stay within a folder, `**` goes through folders, what
 * lies in a folder that matches goes with it, `!` takes back, and the last line that matches decides. With Docker's plain API
 * this is the client's work, not the engine's.
 */
export function parseDockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toRule)
  return (path) => {
    const paths = withParents(path)
    return rules.findLast((rule) => paths.some((it) => rule.pattern.test(it)))?.ignores ?? false
  }
}

function toRule(line: string) {
  const ignores = !line.startsWith('!')
  const glob = (ignores ? line : line.slice(1)).trim()
  const path = glob
    .split('/')
    .filter((it) => it !== '' && it !== '.')
    .join('/')
  return { ignores, pattern: toPattern(path) }
}

/** "a/b/c" → a, a/b, a/b/c */
function withParents(path: string): string[] {
  const parts = path.split('/').filter((it) => it !== '' && it !== '.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function toPattern(glob: string): RegExp {
  const source = glob.replaceAll(
    /\*\*\/|\*\*|\*|\?|\[[^\]]+\]|\\.|[^\w/-]/g,
    (part) =>
      ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' })[part] ??
      (part.length > 1 ? toClass(part) : `\\${part}`),
  )
  return new RegExp(`^${source}$`)
}

/** `[a-z]`, `[^a]` mean the same in both; `\x` is x itself. */
function toClass(part: string): string {
  return part.startsWith('[') ? part.replaceAll('\\', '\\\\') : part.replace(/^\\(\w)$/, '$1')
}
