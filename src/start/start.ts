import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../lib/cache-dir.ts'
import { joinWords } from '../lib/spaced-words.ts'
import { requireCompiled } from './compiled.ts'
import { knownCommands, type ProgramFacts, userAgent } from './program-facts.ts'
import { isUpdateDue } from './update-due.ts'
import { chooseWay } from './way.ts'

/** The build puts it here: script/build.d/client.ts. */
declare const PROGRAM_FACTS: ProgramFacts

/**
 * Where the published program begins. This file and what it imports are a small bundle of their own, compiled at each
 * start: enough to say the version. All the rest is in others, of which what was compiled is kept.
 */
export async function start(typed: string[], root: string): Promise<void> {
  const facts = PROGRAM_FACTS
  const argv = joinWords(typed, knownCommands(facts))
  const way = chooseWay(argv, facts, process.env)
  if (way === 'version') return sayVersion(facts)
  if (isUpdateDue(argv, process.env, facts.dirname)) loadUpdate(root).tellOfUpdate(facts, process.env, root)
  hushImportWarning()
  const { runFull, runShort } = loadRun(root, facts, way === 'short' ? facts.commands[argv[0] ?? ''] : 'full')
  return way === 'short' ? runShort(argv, facts, root) : runFull(argv, root)
}

/** Node calls it an experiment when what `requireCompiled` loaded imports something: `qp server` the controller. */
function hushImportWarning(): void {
  const { emitWarning } = process
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }) as typeof emitWarning
}

type Run = typeof import('./run.ts')
type Update = typeof import('./update.ts')

function loadRun(root: string, facts: ProgramFacts, variant: string | undefined): Run {
  const folder = join(root, 'dist', 'client')
  if (process.env['QP_DEBUG']) {
    // Node finds the source maps of what it loads itself, and then shows the lines of the sources.
    process.setSourceMapsEnabled(true)
    return require(join(folder, 'qp.cjs'))
  }
  const cache = join(cacheDir(process.env, facts.dirname), 'compiled', `${facts.build}-${process.version}`)
  return requireCompiled('qp.cjs', { folder, cache, require }, variant) as Run
}

function loadUpdate(root: string): Update {
  return require(join(root, 'dist', 'client', 'update.cjs'))
}

/** Not by process.stdout: opening that takes longer than all the rest. */
function sayVersion(facts: ProgramFacts): void {
  const line = userAgent(facts) + '\n'
  try {
    writeSync(1, line)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // A full pipe that does not block: the stream waits until there is room. Nobody reads: nothing to say.
    if (error.code === 'EAGAIN') process.stdout.write(line)
    else if (error.code !== 'EPIPE') throw error
  }
}
