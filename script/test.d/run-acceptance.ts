import path from 'node:path'
import { createController } from '../../acceptance/runner/controller.ts'
import { runScripts } from '../../acceptance/runner/run-scripts.ts'
import type { Report } from './report.ts'

/** Runs acceptance scripts against one controller that lives as long as they do, and leaves nothing of it behind. */
export async function runAcceptance(
  files: readonly string[],
  { root, report, abort }: { root: string; report: Report; abort: AbortSignal },
): Promise<void> {
  const shared = await createController()
  const begun = performance.now()
  const failures: string[] = []
  try {
    await shared.start(abort)
    await runScripts(
      files.map((file) => path.join(root, file)),
      {
        variables: shared.variables,
        shared,
        abort,
        openController: createController,
        onResult({ file, dialect, failure, seconds }) {
          const failures = failure === undefined ? [] : [failure]
          const spoken = dialect === 'platform' ? '' : ` (${dialect})`
          const name = path.relative(root, file) + spoken
          report.add({ name, passed: 1 - failures.length, failures, seconds })
        },
      },
    )
  } catch (error) {
    failures.push(String(error))
  }
  await shared.destroy().catch((error: unknown) => failures.push(String(error)))
  const seconds = (performance.now() - begun) / 1000
  report.add({ name: 'acceptance controller', passed: failures.length === 0 ? 1 : 0, failures, seconds })
}
