import { setTimeout as sleep } from 'node:timers/promises'
import { CancelError } from '../errors.ts'
import { describeError } from '../exit-codes.ts'

/** `warned`: it works, and somebody should know. `skipped`: it says nothing, and `detail` says why. */
export type CheckStatus = 'passed' | 'warned' | 'failed' | 'skipped'

export interface Finding {
  status: CheckStatus
  detail: string
  /** What to do next. */
  hint?: string | undefined
}

/** What `qp doctor --json` answers, one for each check. */
export interface CheckResult {
  check: string
  status: CheckStatus
  detail: string
  hint: string | null
}

export interface Check {
  name: string
  /** Names of earlier ones; where one of these failed or was skipped this is skipped. */
  needs?: readonly string[]
  /** What it throws is its failure. At the signal it tidies up and ends, with whatever. */
  run(signal: AbortSignal, earlier: readonly CheckResult[]): Promise<Finding>
}

export interface RunChecksOptions {
  /** Ctrl-C: throws a CancelError. */
  signal: AbortSignal
  onResult: (result: CheckResult) => void
  /** Milliseconds that one check has, and that it then has to tidy up. */
  limitMs?: number
  graceMs?: number
}

/** One after the other, each reported at once; none keeps those that do not need it from being tried. */
export async function runChecks(
  checks: readonly Check[],
  { signal, onResult, limitMs = 10_000, graceMs = 1000 }: RunChecksOptions,
): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of checks) {
    const { hint = null, ...finding } =
      skippedFor(check, results) ?? (await findingOf(check, { results, signal, limitMs, graceMs }))
    if (signal.aborted) throw new CancelError()
    const result = { check: check.name, ...finding, hint }
    results.push(result)
    onResult(result)
  }
  return results
}

export function hasPassed(results: readonly CheckResult[], name: string): boolean {
  return results.some((it) => it.check === name && (it.status === 'passed' || it.status === 'warned'))
}

function skippedFor({ needs = [] }: Check, results: readonly CheckResult[]): Finding | undefined {
  const missing = needs.find((name) => !hasPassed(results, name))
  if (missing === undefined) return undefined
  const cause = results.find((it) => it.check === missing)
  // What is told is where it began.
  return { status: 'skipped', detail: cause?.status === 'skipped' ? cause.detail : `${missing} failed` }
}

interface FindingOptions {
  results: readonly CheckResult[]
  signal: AbortSignal
  limitMs: number
  graceMs: number
}

async function findingOf(
  check: Check,
  { results, signal, limitMs, graceMs }: FindingOptions,
): Promise<Finding> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), limitMs)
  const either = AbortSignal.any([signal, limit.signal])
  const work = check.run(either, results)
  const settled = work.then(
    () => {},
    () => {},
  )
  try {
    return await Promise.race([
      work,
      aborted(either)
        .then(() => Promise.race([settled, sleep(graceMs)]))
        .then(giveUp),
    ])
  } catch (error) {
    if (limit.signal.aborted) return tooLate(limitMs)
    const { message, hint } = describeError(error)
    return { status: 'failed', detail: message, hint }
  } finally {
    clearTimeout(timer)
  }
}

/** Rejects at the signal; for work that does not know of it. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([work, aborted(signal).then(giveUp)])
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function giveUp(): never {
  throw new CancelError()
}

function tooLate(limitMs: number): Finding {
  return {
    status: 'failed',
    detail: `no answer within ${limitMs / 1000} s.`,
    hint: 'What is asked may be overloaded, or a firewall drops what is sent to it.',
  }
}
