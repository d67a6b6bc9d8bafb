import { setTimeout as delay } from 'node:timers/promises'
import { checks } from './checks.ts'
import type { Step } from './parse.ts'
import { type Outcome, runLine } from './process-line.ts'
import { Mismatch, record, type ScriptRun } from './script-run.ts'
import { expectExit } from './verbs.ts'

const defaultPatienceSeconds = 60
/** Between two looks. */
const intervalMs = 250

/** `await [SECONDS] [!] exec LINE` and the checks right after it: again and again until all of them hold. */
export async function playAwait(run: ScriptRun, step: Step, conditions: readonly Step[]): Promise<void> {
  const { seconds, bang, line } =
    /^(?:(?<seconds>\d+) )?(?<bang>! )?exec (?<line>.+)$/.exec(step.rest)?.groups ?? {}
  if (!line || step.negated) throw new Mismatch('await takes [SECONDS] [!] exec LINE')
  const patience = AbortSignal.timeout(Number(seconds ?? defaultPatienceSeconds) * 1000)
  const abort = AbortSignal.any([run.abort, patience])
  let outcome: Outcome | undefined
  let unmet: string | undefined = 'it had not ended'
  while (unmet !== undefined && !abort.aborted) {
    outcome = (await tryLine(run, line, abort)) ?? outcome
    if (!outcome) break
    run.last = outcome
    unmet = await findUnmet(run, bang !== undefined, conditions)
    if (unmet !== undefined) await delay(intervalMs, undefined, { signal: abort }).catch(() => undefined)
  }
  if (outcome) record(run, outcome)
  if (unmet !== undefined) throw new Mismatch(`waited in vain: ${unmet}`)
}

async function tryLine(run: ScriptRun, line: string, abort: AbortSignal): Promise<Outcome | undefined> {
  if (abort.aborted) return undefined
  try {
    return await runLine(line, run.place, abort)
  } catch (error) {
    if (abort.aborted) return undefined
    throw error
  }
}

async function findUnmet(
  run: ScriptRun,
  negated: boolean,
  conditions: readonly Step[],
): Promise<string | undefined> {
  try {
    expectExit(run, negated)
    for (const condition of conditions) await checks[condition.verb]?.(run, condition)
    return undefined
  } catch (error) {
    if (error instanceof Mismatch) return error.message
    throw error
  }
}
