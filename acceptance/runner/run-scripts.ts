import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { workAtOnce } from './at-once.ts'
import { listPerformances } from './dialects.ts'
import { runScript, type ScriptOptions, type ScriptResult } from './run-script.ts'

/** The ending of a script's name. */
export const scriptEnding = '.qpt'

/** Scripts of a folder by name. Throws where there is none: a folder that tests nothing must not pass. */
export async function listScripts(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(scriptEnding)).sort()
  if (names.length === 0) throw new Error(`no acceptance scripts (*${scriptEnding}) in ${folder}`)
  return names.map((name) => path.join(folder, name))
}

/** Runs scripts, each by its dialects, `atOnce` at a time, and tells each result as it comes. */
export async function runScripts(
  files: readonly string[],
  options: ScriptOptions & { atOnce?: number; onResult: (result: ScriptResult) => void },
): Promise<void> {
  const performances = await listPerformances(files)
  await workAtOnce(options.atOnce ?? 2, performances, async ({ file, dialect }) =>
    options.onResult(await runScript(file, { ...options, dialect })),
  )
}
