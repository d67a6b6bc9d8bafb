import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Step } from './parse.ts'
import type { Outcome } from './process-line.ts'
import { Mismatch, type ScriptRun } from './script-run.ts'
import { expand, expandPattern } from './variables.ts'

type Check = (run: ScriptRun, step: Step) => Promise<void> | void

/** Verbs that look at what the last command did, and change nothing: an `await` repeats its command until they hold. */
export const checks: Readonly<Record<string, Check>> = {
  /** `stdout PATTERN`, `! stdout PATTERN`, `stdout -exact TEXT` */
  stdout: (run, step) => checkStream('stdout', run, step),
  stderr: (run, step) => checkStream('stderr', run, step),
  /** `exitcode N` */
  exitcode(run, step) {
    const { code } = lastOutcome(run)
    if ((code === Number(step.rest)) === step.negated) throw new Mismatch(`the exit code was ${code}`)
  },
  /** `cmp A B`: the same bytes. A name is a file's, or `stdout`, or `stderr`. */
  async cmp(run, step) {
    const [left = '', right = ''] = expand(step.rest, run.place.env).split(/\s+/)
    const [first, second] = await Promise.all([readNamed(run, left), readNamed(run, right)])
    if ((first === second) !== step.negated) return
    throw new Mismatch(
      step.negated ? 'they are the same' : `they differ:\n--- ${left}\n${first}\n--- ${right}\n${second}`,
    )
  },
}

export function isCheck(step: Step): boolean {
  return Object.hasOwn(checks, step.verb)
}

export function lastOutcome(run: ScriptRun): Outcome {
  if (!run.last) throw new Mismatch('no command has run yet')
  return run.last
}

function checkStream(name: 'stdout' | 'stderr', run: ScriptRun, step: Step): void {
  const text = lastOutcome(run)[name]
  const exact = /^-exact(?: (.*))?$/.exec(step.rest)
  const holds = exact
    ? text.replace(/\n$/, '') === expand(exact[1] ?? '', run.place.env)
    : expandPattern(needText(step), run.place.env).test(text)
  if (holds !== step.negated) return
  throw new Mismatch(`${name} ${step.negated ? 'matches, and must not' : 'does not match'}`)
}

function needText(step: Step): string {
  if (step.rest === '') throw new Mismatch(`${step.verb} needs a pattern`)
  return step.rest
}

async function readNamed(run: ScriptRun, name: string): Promise<string> {
  if (name === 'stdout' || name === 'stderr') return lastOutcome(run)[name]
  return readFile(path.resolve(run.place.cwd, name), 'latin1')
}
