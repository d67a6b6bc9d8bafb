import path from 'node:path'
import { workAtOnce } from '../../acceptance/runner/at-once.ts'
import { gates } from './gates.ts'
import { createReport, type Report } from './report.ts'
import { runAcceptance } from './run-acceptance.ts'
import { runGate } from './run-gate.ts'
import { runUnit } from './run-unit.ts'
import { type Selection, selectTests } from './select-tests.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** `script/test [PATH…]` after its bootstrap: gates, unit tests, acceptance, and the sum as the last line. */
const report = createReport((text) => process.stdout.write(text))
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort(new Error(`interrupted by ${signal}`)))
}
try {
  const selection = await selectTests(root, process.argv.slice(2))
  await runSelection(selection, { report, abort: interruption.signal })
  interruption.signal.throwIfAborted()
} catch (error) {
  report.add({ name: 'script/test', passed: 0, failures: [String(error)], seconds: performance.now() / 1000 })
}
process.exitCode = report.finish() ? 0 : 1

async function runSelection(
  { gates, unit, acceptance }: Selection,
  { report, abort }: { report: Report; abort: AbortSignal },
): Promise<void> {
  if (gates) await runGates({ report, abort })
  if (unit.length > 0) report.add({ name: 'unit tests', ...(await runUnit(unit, { cwd: root, abort })) })
  abort.throwIfAborted()
  if (acceptance.length > 0) await runAcceptance(acceptance, { root, report, abort })
}

async function runGates({ report, abort }: { report: Report; abort: AbortSignal }): Promise<void> {
  await workAtOnce(2, gates, async (gate) => {
    const { passed, output, seconds } = await runGate(gate, { cwd: root, abort })
    report.add({ name: gate.name, passed: passed ? 1 : 0, failures: passed ? [] : [output], seconds })
  })
}
