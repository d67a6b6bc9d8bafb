/**
 * The engine writes each of our labels as a step of its own at the end of the Dockerfile. Whoever pushes should see the steps
 * that they wrote, counted as they wrote them.
 */
export function hideLabelSteps(labelCount: number, onOutput: (line: string) => void): (line: string) => void {
  let isOurs = false
  return (line) => {
    const [, step, total, rest = ''] = /^Step (\d+)\/(\d+) (.*)$/.exec(line) ?? []
    if (step !== undefined) isOurs = Number(step) > Number(total) - labelCount
    if (/^Successfully (built|tagged) /.test(line)) isOurs = true
    if (isOurs) return
    onOutput(step === undefined ? line : `Step ${step}/${Number(total) - labelCount} ${rest}`)
  }
}
