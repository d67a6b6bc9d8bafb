import type { Step } from './parse.ts'
import { Mismatch, record, type ScriptRun } from './script-run.ts'
import { openTerminal, type TerminalSession } from './terminal-session.ts'
import { expand, expandPattern } from './variables.ts'
import { getStarted } from './verbs.ts'

/** How long `expect` and `ended` wait. */
const patienceSeconds = 60

/** Verbs of a person at a terminal. */
export const terminalVerbs: Readonly<Record<string, (run: ScriptRun, step: Step) => Promise<void> | void>> = {
  /** `terminal NAME`: goes to another terminal; the one that is left stays as it is. */
  terminal(run, step) {
    if (!/^\w+$/.test(step.rest)) throw new Mismatch('terminal takes a NAME')
    run.terminalName = step.rest
  },
  /** `pty LINE`: in a terminal of 80 columns and 24 rows. */
  pty(run, step) {
    run.terminals.get(run.terminalName)?.close()
    run.terminals.set(run.terminalName, openTerminal(step.rest, run.place))
  },
  /** `expect PATTERN`: waits for it in what came since the last match. */
  async expect(run, step) {
    const terminal = getTerminal(run)
    const pattern = expandPattern(step.rest, run.place.env)
    await patiently(run, terminal, (abort) => terminal.expect(pattern, abort))
  },
  /** `screen PATTERN`: waits until what the terminal shows matches, as a person sees it. */
  async screen(run, step) {
    const terminal = getTerminal(run)
    const pattern = expandPattern(step.rest, run.place.env)
    await patiently(run, terminal, (abort) => terminal.shows(pattern, abort))
  },
  /** `send "text\r"`: a JSON string; `$NAME` in it is the terminal's own. */
  send(run, step) {
    getTerminal(run).send(parseText(step.rest))
  },
  /** `resize 100x40` */
  resize(run, step) {
    const { columns, rows } = /^(?<columns>\d+)x(?<rows>\d+)$/.exec(step.rest)?.groups ?? {}
    if (!columns || !rows) throw new Mismatch('resize takes COLUMNSxROWS')
    getTerminal(run).resize(Number(columns), Number(rows))
  },
  /** `hangup`: the window is closed. */
  hangup(run) {
    getTerminal(run).hangUp()
  },
  /** `ended N`: the terminal's command. `ended NAME N`: what was started as NAME; its output is the last output then. */
  async ended(run, step) {
    const [wanted = '', name] = expand(step.rest, run.place.env).split(' ').reverse()
    const code = name === undefined ? await endedTerminal(run) : await endedStarted(run, name)
    if (code !== Number(wanted)) throw new Mismatch(`the exit code was ${code}`)
  },
}

async function endedTerminal(run: ScriptRun): Promise<number> {
  const terminal = getTerminal(run)
  const code = await patiently(run, terminal, (abort) => terminal.ended(abort))
  record(run, { stdout: terminal.transcript(), stderr: '', code })
  return code
}

async function endedStarted(run: ScriptRun, name: string): Promise<number> {
  const outcome = await Promise.race([getStarted(run, name).outcome, timeUp(patience(run))])
  if (!outcome) throw new Mismatch(`${name} has not ended after ${patienceSeconds} s`)
  run.started.delete(name)
  record(run, outcome)
  return outcome.code
}

async function patiently<T>(
  run: ScriptRun,
  terminal: TerminalSession,
  wait: (abort: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await wait(patience(run))
  } catch (error) {
    const words = error instanceof Error && error.name === 'TimeoutError' ? 'waited in vain' : String(error)
    throw new Mismatch(`${words}. The terminal shows:\n${terminal.screen()}`)
  }
}

function patience(run: ScriptRun): AbortSignal {
  return AbortSignal.any([run.abort, AbortSignal.timeout(patienceSeconds * 1000)])
}

function timeUp(abort: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => abort.addEventListener('abort', () => resolve(undefined)))
}

function getTerminal(run: ScriptRun): TerminalSession {
  const terminal = run.terminals.get(run.terminalName)
  if (!terminal) throw new Mismatch('there is no terminal: `pty LINE` opens one')
  return terminal
}

function parseText(literal: string): string {
  try {
    const text: unknown = JSON.parse(literal)
    if (typeof text === 'string') return text
  } catch {
    // Told below.
  }
  throw new Mismatch('send takes a JSON string: send "ls\\r"')
}
