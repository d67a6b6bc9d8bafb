import { pathGlob } from './path-glob.ts'
import { problem } from './problem.ts'

/** How much `pathGlob` may be told to do for one path: half a second, in which the controller does nothing else. */
const mostWork = 10_000_000

/**
 * Reads a `.dockerignore`, and answers whether a path of the source is left out of a build.
 *
 * Docker's rules: a pattern is from the root, `*` and `?` stay within a folder, `**` goes through folders, what
 * lies in a folder that matches goes with it, `!` takes back, and the last line that matches decides. With Docker's plain API
 * this is the client's work, not the engine's. Throws `build_failed`, as its answers do, for what is no pattern or takes too long.
 */
export function parseDockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toRule)
  return (path) => {
    let work = 0
    const spend = (more: number) => {
      work += more
      if (work > mostWork)
        throw problem('build_failed', `.dockerignore: its patterns take too long for ${path}.`)
    }
    return rules.findLast((rule) => rule.matches(plainPath(path), spend))?.ignores ?? false
  }
}

function toRule(line: string) {
  const ignores = !line.startsWith('!')
  const glob = (ignores ? line : line.slice(1)).trim()
  try {
    return { ignores, matches: pathGlob(plainPath(glob)) }
  } catch {
    throw problem('build_failed', `.dockerignore: ${JSON.stringify(line.slice(0, 200))} is no pattern.`)
  }
}

function plainPath(path: string): string {
  return path
    .split('/')
    .filter((it) => it !== '' && it !== '.')
    .join('/')
}
