import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'

/** Sources that stand without a test of their own, and why. */
const withoutTwin: readonly { prefix: string; because: string }[] = [
  {
    prefix: 'src/api-types/',
    because: 'declared schemas: the routes and the client that share them test them',
  },
]

/** `src/a/b.ts` is tested in `test/a/b.test.ts`. */
export function twinOf(source: string): string {
  return source.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts')
}

/** Sources of `root`/src that have no test twin. Files that declare nothing but types need none. */
export async function findMissingTwins(root: string): Promise<{ source: string; twin: string }[]> {
  const missing: { source: string; twin: string }[] = []
  for await (const source of glob('src/**/*.ts', { cwd: root })) {
    const twin = twinOf(source)
    if (withoutTwin.some(({ prefix }) => source.startsWith(prefix))) continue
    if (existsSync(path.join(root, twin))) continue
    if (!isOnlyTypes(await readFile(path.join(root, source), 'utf8'))) missing.push({ source, twin })
  }
  return missing.sort((a, b) => (a.source < b.source ? -1 : 1))
}

/** Nothing is left of such a file when types and comments are taken out. */
export function isOnlyTypes(source: string): boolean {
  const program = stripTypeScriptTypes(source)
  return program.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '').trim() === ''
}
