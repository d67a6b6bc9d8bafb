import { existsSync, statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { listScripts, scriptEnding } from '../../acceptance/runner/run-scripts.ts'

export interface Selection {
  /** The checks of the whole tree. */
  gates: boolean
  /** Test files, relative to the root. */
  unit: readonly string[]
  /** Acceptance scripts, relative to the root. */
  acceptance: readonly string[]
}

/**
 * What `script/test [PATH…]` runs: all of it without a path. A path is a test, an acceptance script, a source (its test
 * twin is meant), or a folder of these. Throws where a path names nothing to run.
 */
export async function selectTests(root: string, paths: readonly string[]): Promise<Selection> {
  if (paths.length === 0) {
    return {
      gates: true,
      unit: await listTests(root, 'test'),
      acceptance: await listAcceptance(root, 'acceptance'),
    }
  }
  const unit: string[] = []
  const acceptance: string[] = []
  for (const given of paths) {
    const wanted = path.relative(root, path.resolve(root, given))
    const found = { unit: await findUnit(root, wanted), acceptance: await findAcceptance(root, wanted) }
    if (found.unit.length + found.acceptance.length === 0) {
      throw new Error(
        `${given} names no tests. A test, a source with a test, an acceptance script, or a folder of these does.`,
      )
    }
    unit.push(...found.unit)
    acceptance.push(...found.acceptance)
  }
  return { gates: false, unit: [...new Set(unit)], acceptance: [...new Set(acceptance)] }
}

async function findUnit(root: string, wanted: string): Promise<string[]> {
  const inTest = wanted.startsWith('test/') || wanted === 'test' ? wanted : toTwin(wanted)
  if (inTest.endsWith('.test.ts')) return existsSync(path.join(root, inTest)) ? [inTest] : []
  return listTests(root, inTest)
}

/** `src/lib/table.ts` → `test/lib/table.test.ts`, `acceptance/runner` → `test/acceptance/runner`. */
function toTwin(source: string): string {
  return path.join('test', source.replace(/^src(\/|$)/, '')).replace(/\.ts$/, '.test.ts')
}

async function findAcceptance(root: string, wanted: string): Promise<string[]> {
  if (wanted === 'acceptance') return listAcceptance(root, wanted)
  const isScript =
    wanted.endsWith(scriptEnding) && statSync(path.join(root, wanted), { throwIfNoEntry: false })?.isFile()
  return isScript ? [wanted] : []
}

async function listAcceptance(root: string, folder: string): Promise<string[]> {
  return (await listScripts(path.join(root, folder))).map((file) => path.relative(root, file))
}

async function listTests(root: string, folder: string): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(`${folder}/**/*.test.ts`, { cwd: root })) files.push(file)
  return files.sort()
}
