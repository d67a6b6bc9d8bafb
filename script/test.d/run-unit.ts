import path from 'node:path'
import { run } from 'node:test'
import { inspect, stripVTControlCharacters } from 'node:util'

export interface UnitResult {
  passed: number
  skipped: number
  /** One text per failed test: where, which, and why in full. */
  failures: readonly string[]
  seconds: number
}

/** A single test that hangs fails after this. */
const testLimitMs = 300_000

/**
 * Runs test files with node's own runner, each in a process of its own, two at a time. A file that ends without having
 * run a test fails: nothing was tested.
 */
export async function runUnit(
  files: readonly string[],
  { cwd, abort }: { cwd: string; abort?: AbortSignal },
): Promise<UnitResult> {
  const begun = performance.now()
  const result = { passed: 0, skipped: 0, failures: [] as string[] }
  const said = new Map<string, string>()
  const stream = run({
    files: files.map((file) => path.join(cwd, file)),
    cwd,
    concurrency: 2,
    timeout: testLimitMs,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    ...(abort ? { signal: abort } : {}),
  })
  const keep = ({ file = '', message }: { file?: string; message: string }) => {
    said.set(file, `${said.get(file) ?? ''}${message}`)
  }
  stream.on('test:stderr', keep)
  stream.on('test:stdout', keep)
  stream.on('test:diagnostic', ({ file, message }) => {
    if (file) keep({ file, message: `${message}\n` })
  })
  stream.on('test:pass', ({ name, file, details, skip, todo }) => {
    if (details.type === 'suite') return
    if (skip || todo) result.skipped += 1
    else if (name === file) result.failures.push(`${path.relative(cwd, name)} ended before it had run a test`)
    else result.passed += 1
  })
  stream.on('test:fail', ({ name, file, line, details, todo }) => {
    if (isEcho(details.error)) return
    if (todo) result.skipped += 1
    else if (name === file)
      result.failures.push(`${path.relative(cwd, name)}\n${indent(said.get(file) ?? 'it failed')}`)
    else
      result.failures.push(
        `${path.relative(cwd, file ?? '')}:${line} ${name}\n${indent(explain(details.error))}`,
      )
  })
  await stream.resume().toArray()
  return { ...result, seconds: (performance.now() - begun) / 1000 }
}

/** A parent fails when a child has; the child has been told. */
function isEcho(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}

function explain(error: Error): string {
  return inspect(error.cause ?? error, { depth: 6 })
}

function indent(text: string): string {
  return stripVTControlCharacters(text).trimEnd().replace(/^/gm, '    ')
}
