import type { Outcome, Place, RunningLine } from './process-line.ts'
import type { TerminalSession } from './terminal-session.ts'

/** A controller of a script's own, for what must stop, kill or restart one. `controller.ts` has the real one. */
export interface PrivateController {
  /** What the script's commands get to know of it: `URL`, `HTTP_PORT`, … */
  readonly variables: Readonly<Record<string, string>>
  /** With these words on top of its own, which hold until it is started again with others. */
  start(abort: AbortSignal, words?: readonly string[]): Promise<void>
  /** Asks it to stop (SIGTERM), and throws where it does not end with exit code 0. */
  stop(abort: AbortSignal): Promise<void>
  kill(): Promise<void>
  /** The last lines that it wrote, for who looks into a failure. */
  readLog(): Promise<string>
  /** Removes it and all that it made. */
  destroy(): Promise<void>
}

/** One script on its way: what its verbs read and change. */
export interface ScriptRun {
  readonly folder: string
  place: Place
  /** Ends the script when its time is up. */
  readonly abort: AbortSignal
  last: Outcome | undefined
  /** The one that is sat at; the nameless one, unless the script has gone to another. */
  terminalName: string
  readonly terminals: Map<string, TerminalSession>
  controller: PrivateController | undefined
  readonly started: Map<string, RunningLine>
  readonly deferred: string[]
  readonly transcript: string[]
  openController(): Promise<PrivateController>
}

/** A step that did not come out as the script says. The message is for who reads the transcript above it. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
}

export function record(run: ScriptRun, outcome: Outcome): void {
  run.last = outcome
  run.transcript.push(...showOutcome(outcome))
}

function showOutcome({ stdout, stderr, code }: Outcome): string[] {
  const shown = [...indent('', stdout), ...indent('stderr: ', stderr)]
  return code === 0 ? shown : [...shown, `    [exit code ${code}]`]
}

function indent(prefix: string, text: string): string[] {
  const lines = text.replace(/\n$/, '')
  return lines === '' ? [] : lines.split('\n').map((line) => `    ${prefix}${line}`)
}
