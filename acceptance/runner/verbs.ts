import path from 'node:path'
import { lastOutcome } from './checks.ts'
import { findFreePort } from './free-ports.ts'
import type { Step } from './parse.ts'
import { runLine, startLine } from './process-line.ts'
import { Mismatch, record, type ScriptRun } from './script-run.ts'
import { expand, expandPattern } from './variables.ts'

type Verb = (run: ScriptRun, step: Step) => Promise<void> | void

/** Verbs that do something. `acceptance/README.md` explains them to who writes a script. */
export const verbs: Readonly<Record<string, Verb>> = {
  /** `exec LINE`: must exit 0. `! exec LINE`: must not. */
  async exec(run, step) {
    record(run, await runLine(step.rest, run.place, run.abort))
    expectExit(run, step.negated)
  },
  /** `defer LINE`: at the end, the newest first, whatever happens. */
  defer(run, step) {
    run.deferred.push(step.rest)
  },
  cd(run, step) {
    run.place = { ...run.place, cwd: path.resolve(run.place.cwd, expand(step.rest, run.place.env)) }
  },
  /** `env NAME=VALUE` */
  env(run, step) {
    const { name, value = '' } = /^(?<name>[A-Za-z_]\w*)=(?<value>.*)$/.exec(step.rest)?.groups ?? {}
    if (!name) throw new Mismatch('env takes NAME=VALUE')
    setVariable(run, name, expand(value, run.place.env))
  },
  /** `capture NAME PATTERN`: the first group of the pattern, or all that it matches, of the last stdout. */
  capture(run, step) {
    const { name = '', pattern = '' } = /^(?<name>[A-Z_]+) (?<pattern>.+)$/.exec(step.rest)?.groups ?? {}
    if (!name) throw new Mismatch('capture takes NAME PATTERN')
    const match = expandPattern(pattern, run.place.env).exec(lastOutcome(run).stdout)
    if (!match) throw new Mismatch('stdout does not match')
    setVariable(run, name, match[1] ?? match[0])
  },
  /** `port NAME`: one of the loopback address that nobody listens on, as $NAME from here on. */
  async port(run, step) {
    if (!/^[A-Z_]+$/.test(step.rest)) throw new Mismatch('port takes NAME')
    setVariable(run, step.rest, String(await findFreePort()))
  },
  /** `start NAME LINE`: goes on beside the script, until `ended NAME` or the script's end. */
  start(run, step) {
    const { name = '', line = '' } = /^(?<name>\w+) (?<line>.+)$/.exec(step.rest)?.groups ?? {}
    if (!name) throw new Mismatch('start takes NAME LINE')
    if (run.started.has(name)) throw new Mismatch(`there is a ${name} already`)
    run.started.set(name, startLine(line, run.place))
  },
  /** `signal NAME SIGINT` */
  signal(run, step) {
    const [name = '', signal] = step.rest.split(' ')
    if (!isSignal(signal)) throw new Mismatch('signal takes NAME and one of SIGINT, SIGTERM, SIGHUP, SIGKILL')
    getStarted(run, name).signal(signal)
  },
  /** `controller start [FLAGS]`, `stop`, `kill`: one of the script's own. `start` again brings it back on the same data. */
  async controller(run, step) {
    run.controller ??= await run.openController()
    const { controller } = run
    const [verb, ...words] = expand(step.rest, run.place.env).split(' ')
    if (verb === 'start') await controller.start(run.abort, words)
    else if (step.rest === 'stop') await controller.stop(run.abort)
    else if (step.rest === 'kill') await controller.kill()
    else throw new Mismatch('controller takes start, stop or kill')
    run.place = { ...run.place, env: { ...run.place.env, ...controller.variables } }
  },
}

/** Exit code 0, or another where it is negated. */
export function expectExit(run: ScriptRun, negated: boolean): void {
  const { code } = lastOutcome(run)
  if ((code === 0) === negated)
    throw new Mismatch(negated ? 'it succeeded, and must not' : `exit code ${code}`)
}

export function getStarted(run: ScriptRun, name: string) {
  const started = run.started.get(name)
  if (!started) throw new Mismatch(`nothing was started as ${name}`)
  return started
}

function setVariable(run: ScriptRun, name: string, value: string): void {
  run.place = { ...run.place, env: { ...run.place.env, [name]: value } }
}

const signals: readonly string[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL']
function isSignal(name: string | undefined): name is NodeJS.Signals {
  return name !== undefined && signals.includes(name)
}
