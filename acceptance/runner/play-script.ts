import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { playAwait } from './await-verb.ts'
import { checks, isCheck } from './checks.ts'
import type { Script, Step } from './parse.ts'
import { Mismatch, type ScriptRun } from './script-run.ts'
import { terminalVerbs } from './terminal-verbs.ts'
import { verbs } from './verbs.ts'

/** Plays the steps in order. Throws a `Mismatch` that names the line at the first that does not come out. */
export async function playScript(run: ScriptRun, script: Script, name: string): Promise<void> {
  if (script.steps.length === 0) throw new Mismatch(`${name}: the script has no steps`)
  await writeFiles(run.folder, script.files)
  for (let index = 0; index < script.steps.length; index += 1) {
    const [step, ...later] = script.steps.slice(index)
    if (!step) return
    const conditions = step.verb === 'await' ? leadingChecks(later) : []
    await located(`${name}:${step.line}: ${step.text}`, run, () => {
      run.transcript.push(...[step, ...conditions].map((it) => `> ${it.text}`))
      return step.verb === 'await' ? playAwait(run, step, conditions) : playStep(run, step)
    })
    index += conditions.length
  }
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), text)
  }
}

function leadingChecks(steps: readonly Step[]): readonly Step[] {
  const end = steps.findIndex((step) => !isCheck(step))
  return end === -1 ? steps : steps.slice(0, end)
}

/** In ms: a step that takes longer says so. */
const longStep = 5000

async function located(where: string, run: ScriptRun, play: () => Promise<void>): Promise<void> {
  const begun = performance.now()
  try {
    run.abort.throwIfAborted()
    await play()
    const took = performance.now() - begun
    if (took > longStep) run.transcript.push(`    [took ${(took / 1000).toFixed(1)} s]`)
  } catch (error) {
    const reason =
      error instanceof Mismatch ? error.message : String(error instanceof Error ? error.stack : error)
    throw new Mismatch(`${where}\n  ${run.abort.aborted ? 'the script is out of time' : reason}`)
  }
}

async function playStep(run: ScriptRun, step: Step): Promise<void> {
  const play = checks[step.verb] ?? verbs[step.verb] ?? terminalVerbs[step.verb]
  if (!play) throw new Mismatch(`no such verb: ${step.verb}`)
  if (step.negated && !isCheck(step) && step.verb !== 'exec') throw new Mismatch(`${step.verb} takes no "!"`)
  await play(run, step)
}
