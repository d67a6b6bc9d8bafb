import path from 'node:path'
import type { TestsStream } from 'node:test'
import { run } from 'node:test'
import { inspect, stripVTControlCharacters } from 'node:util'
import { workAtOnce } from '../../acceptance/runner/at-once.ts'

export interface UnitResult {
  passed: number
  skipped: number
  /** One text per failed test: where, which, and why in full. */
  failures: readonly string[]
  seconds: number
}

interface Options {
  cwd: string
  abort?: AbortSignal
  /** A file that has not ended after this is killed, and fails. */
  limitMs?: number
}

/** It is for what hangs: the longest file takes five minutes on two cores that have much else to do. */
const defaultLimitMs = 600_000

/**
 * Runs test files with node's own runner, each in a process of its own, two at a time. A file that ends without having
 * run a test fails: nothing was tested.
 */
export async function runUnit(files: readonly string[], options: Options): Promise<UnitResult> {
  const begun = performance.now()
  const results: FileResult[] = []
  await workAtOnce(2, files, async (file) => {
    results.push(await runFile(file, options))
  })
  return {
    passed: results.reduce((sum, it) => sum + it.passed, 0),
    skipped: results.reduce((sum, it) => sum + it.skipped, 0),
    failures: results.flatMap((it) => it.failures),
    seconds: (performance.now() - begun) / 1000,
  }
}

type FileResult = Omit<UnitResult, 'seconds'>

async function runFile(file: string, { cwd, abort, limitMs = defaultLimitMs }: Options): Promise<FileResult> {
  const limit = AbortSignal.timeout(limitMs)
  const stream = run({
    files: [path.join(cwd, file)],
    cwd,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    signal: abort ? AbortSignal.any([abort, limit]) : limit,
  })
  const result = collect(stream, { file, cwd })
  await stream.resume().toArray()
  if (!limit.aborted) return result
  const failure = `${file} had not ended after ${limitMs / 1000} s and was killed`
  return { ...result, failures: [...result.failures.filter((it) => !it.startsWith(`${file}\n`)), failure] }
}

function collect(
  stream: TestsStream,
  { file, cwd }: { file: string; cwd: string },
): FileResult & { failures: string[] } {
  const result = { passed: 0, skipped: 0, failures: [] as string[] }
  let said = ''
  const keep = ({ message }: { message: string }) => {
    said += `${message.trimEnd()}\n`
  }
  stream.on('test:stderr', keep)
  stream.on('test:stdout', keep)
  stream.on('test:diagnostic', (diagnostic) => {
    // Without a file it is about the whole run: counts, which are taken from what passed and failed.
    if (diagnostic.file) keep(diagnostic)
  })
  stream.on('test:pass', ({ name, file: at, details, skip, todo }) => {
    if (details.type === 'suite') return
    if (skip || todo) result.skipped += 1
    else if (name === at) result.failures.push(`${file} ended before it had run a test`)
    else result.passed += 1
  })
  stream.on('test:fail', ({ name, file: at, line, details, todo }) => {
    if (isEcho(details.error)) return
    if (todo) result.skipped += 1
    else if (name === at) result.failures.push(`${file}\n${indent(said || 'it failed')}`)
    else result.failures.push(`${locate(file, cwd, at, line)} ${name}\n${indent(explain(details.error))}`)
  })
  return result
}

/** A test that a fixture declares stands in another file than the one that was run. */
function locate(file: string, cwd: string, at: string | undefined, line: number | undefined): string {
  const declared = path.relative(cwd, at ?? file)
  return declared === file ? `${file}:${line}` : `${file} (${declared}:${line})`
}

/** A parent fails when a child has; the child has been told. */
function isEcho(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}

/** What an assertion compares stands in its message already. */
function explain(error: Error): string {
  const { cause = error } = error
  const isAssertion = cause instanceof Error && 'code' in cause && cause.code === 'ERR_ASSERTION'
  return isAssertion ? (cause.stack ?? cause.message) : inspect(cause, { depth: 6 })
}

function indent(text: string): string {
  return stripVTControlCharacters(text).trimEnd().replace(/^/gm, '    ')
}
