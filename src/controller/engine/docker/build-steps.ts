import { createLineSplitter } from './line-splitter.ts'
import type { ProgressMessage } from './progress.ts'

/** What is known of the steps that we put among the author's own. */
interface OurSteps {
  /** What stands in them, and how often; once Docker has the Dockerfile. */
  labelled: () => { line: string; count: number } | undefined
  /** How many Docker adds behind the last. */
  last: number
}

interface StepListeners {
  onOutput: (line: string) => void
  /** The short id of what a step has made, or found in the cache. */
  onLayer: (id: string) => void
}

/**
 * Reads what Docker's classic builder prints: who wrote the Dockerfile sees the steps that they wrote, counted as they wrote them. It also
 * remembers the step that runs, which is the one to blame.
 */
export function createStepReader({ labelled, last }: OurSteps, { onOutput, onLayer }: StepListeners) {
  let step = ''
  let hidden = 0
  let isOurs = false
  const lines = createLineSplitter((line) => {
    const [, id] = /^ ---> ([0-9a-f]{12})$/.exec(line) ?? []
    if (id !== undefined) onLayer(id)
    const [, number, all, what = ''] = /^Step (\d+)\/(\d+) : (.*)$/.exec(line) ?? []
    if (number === undefined) {
      if (/^Successfully (built|tagged) /.test(line)) isOurs = true
      if (!isOurs) onOutput(line)
      return
    }
    const { line: label, count } = labelled() ?? { line: '', count: 0 }
    isOurs = what === label || Number(number) > Number(all) - last
    if (isOurs) hidden += 1
    else {
      step = `Step ${Number(number) - hidden}/${Number(all) - count - last} : ${what}`
      onOutput(step)
    }
  })
  return {
    read({ stream, status, id }: ProgressMessage): void {
      if (stream !== undefined) lines.write(stream)
      else if (status !== undefined) lines.write(`${id ? `${id}: ` : ''}${status}\n`)
    },
    flush: () => lines.flush(),
    current: () => step,
  }
}
