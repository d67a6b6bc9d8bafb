import { constants } from 'node:os'
import type { DeedPlan } from './deeds.ts'
import { type Disaster, type Draw, isTerminal } from './draw.ts'

/** What became of a run. */
export interface Outcome {
  /** qp's; of a detached one the process's own, as the controller's books have it: null where they don't know. */
  code: number | null
  output: Buffer
  isRestored: boolean
  /** It had not ended when it had to, and was killed. */
  isHung: boolean
  /** The process was seen to run before the event came. */
  wasUp: boolean
  /** That came while it ran. */
  disasters: readonly Disaster[]
}

/** All that is not as it must be, in words; empty where nothing is. */
export function findFaults(draw: Draw, plan: DeedPlan, outcome: Outcome): string[] {
  const { code, output, isRestored, isHung, disasters } = outcome
  if (isHung) return ['it hung']
  const faults: string[] = []
  const allowed = codesFor(draw, plan, outcome)
  if (!allowed.includes(code)) faults.push(`ended with ${code}, not with ${allowed.join(', ')}`)
  // SIGKILL leaves nobody to restore anything.
  const mayLeaveRaw = draw.event === 'SIGKILL' || draw.event === 'vanish'
  if (!isRestored && !mayLeaveRaw) faults.push('the terminal was not restored')
  const isWhole = code === plan.exitCode && disasters.length === 0 && mustBeWhole(draw, outcome)
  const wrong = draw.kind !== 'detached' && plan.output && compare(draw, output, plan.output, isWhole)
  if (wrong) faults.push(wrong)
  return faults
}

/** Codes for an end by what befell all, at whatever moment: nothing to connect to, a lost end, a process ended in the midst. */
const disasterCodes = [1, 125, 126, 129, 130, 137, 143, 253, 254, 255, null]

/** SIGTERM, or SIGHUP before it where there is a terminal, or SIGKILL behind it; or not even started. */
const stopped = [143, 129, 137, 130, 125]

function codesFor(draw: Draw, { exitCode }: DeedPlan, { wasUp, disasters }: Outcome): (number | null)[] {
  const own = exitCode === undefined ? [] : [exitCode]
  const codes = [...own, ...codesByEvent(draw, wasUp)]
  return disasters.length > 0 ? [...codes, ...disasterCodes] : codes
}

function codesByEvent(draw: Draw, wasUp: boolean): (number | null)[] {
  switch (draw.event) {
    case 'nothing':
    case 'stall':
    case 'visit':
      return []
    case 'SIGKILL':
    case 'vanish':
      return [137]
    case 'SIGTERM':
    case 'SIGHUP':
    case 'SIGINT':
      return [128 + constants.signals[draw.event]]
    case 'cut':
      // A request that may not be asked twice, or the session's first connection: qp says that it can't reach the controller.
      if (!wasUp) return [1, 255, ...(isTerminal(draw) ? [] : stopped)]
      return isTerminal(draw) ? [] : [255, ...stopped]
    case 'remove':
      // Removed between its making and its start: a detached one's start is the request's own.
      return [253, 137, 125, null, ...(draw.kind === 'detached' ? [1] : [])]
    case 'stop':
      return stopped
    case 'timeout':
      return draw.kind === 'detached' ? [124, ...stopped] : [124]
    case 'leave':
      return [129]
  }
}

/** The end of a process that was left alone means that all of its output was here. */
function mustBeWhole(draw: Draw, { wasUp }: Outcome): boolean {
  return (
    ['nothing', 'stall', 'visit'].includes(draw.event) || (draw.event === 'cut' && isTerminal(draw) && wasUp)
  )
}

function compare(draw: Draw, output: Buffer, expected: Buffer, isWhole: boolean): string | undefined {
  const shown = isTerminal(draw) ? shownOutput(output.toString()) : output
  if (isWhole && !shown.equals(expected))
    return `wrote ${shown.length} bytes, not these ${expected.length}; they differ from byte ${firstDifference(shown, expected)} on`
  // A terminal also shows what qp itself has to say about the end.
  if (isTerminal(draw) || shown.equals(expected.subarray(0, shown.length))) return undefined
  return `wrote other bytes than it had to, from byte ${firstDifference(shown, expected)} on`
}

function firstDifference(one: Buffer, other: Buffer): number {
  const at = one.findIndex((byte, index) => byte !== other[index])
  return at < 0 ? one.length : at
}

/** When qp has shown this, the process runs. */
export const upPattern = /up, [\w.]+\r?\n/

/** What the process wrote, out of all that a terminal showed: between what qp says of its start and its connection. */
export function shownOutput(shown: string): Buffer {
  const up = upPattern.exec(shown)
  const own = up ? shown.slice(up.index + up[0].length) : ''
  return Buffer.from(own.replaceAll(/\r\n\[qp: [^\]]*\]\r\n/g, '').replaceAll('\r\n', '\n'))
}
