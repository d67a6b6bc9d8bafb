import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dialectVariables, scriptFor } from './dialects.ts'
import { prepareEnvironment } from './environment.ts'
import { parseScript } from './parse.ts'
import { playScript } from './play-script.ts'
import { runLine } from './process-line.ts'
import { Mismatch, type PrivateController, record, type ScriptRun } from './script-run.ts'

export interface ScriptOptions {
  /** What its commands find in the environment, and its lines as `$NAME`. */
  variables?: Readonly<Record<string, string>>
  limitSeconds?: number
  /** What the client speaks. */
  dialect?: string
  abort?: AbortSignal
  /** The controller that serves where the script has none of its own: its log is shown with a failure. */
  shared?: Pick<PrivateController, 'readLog'>
  /** What is done with the file, where that is not to play it as one script. */
  play?: (run: ScriptRun, file: string) => Promise<void>
  /** Makes the script's own controller, for the verb `controller`. */
  openController?: () => Promise<PrivateController>
}

export interface ScriptResult {
  file: string
  dialect: string
  /** Undefined: it passed. Else the ends of the logs, the transcript, the failing line and what is wrong with it. */
  failure: string | undefined
  seconds: number
}

const defaultLimitSeconds = 300
/** For each deferred line, which runs even when the script's own time is up. */
const deferLimitSeconds = 120
const logLimitMs = 10_000

/** Runs one script in a folder, a home and an environment of its own, and leaves nothing behind. */
export async function runScript(file: string, options: ScriptOptions = {}): Promise<ScriptResult> {
  const { dialect = 'platform' } = options
  const begun = performance.now()
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'qp-acc-')))
  try {
    const run = await openRun(folder, file, options)
    const first = await findFailure(() => (options.play ?? playFile(dialect))(run, file))
    const logs = first === undefined ? [] : await readLogs(run, options)
    const failures = [first, ...(await cleanUp(run))]
    const said = failures.filter((it) => it !== undefined)
    const failure = said.length === 0 ? undefined : [...logs, ...run.transcript, ...said].join('\n')
    return { file, dialect, failure, seconds: (performance.now() - begun) / 1000 }
  } finally {
    // What was killed may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

async function openRun(folder: string, file: string, options: ScriptOptions): Promise<ScriptRun> {
  const limit = AbortSignal.timeout((options.limitSeconds ?? defaultLimitSeconds) * 1000)
  const env = await prepareEnvironment(folder, file, options.variables ?? {})
  const spoken = await dialectVariables(options.dialect ?? 'platform', env)
  return {
    folder,
    place: { cwd: folder, env: { ...env, ...spoken } },
    abort: options.abort ? AbortSignal.any([limit, options.abort]) : limit,
    last: undefined,
    terminalName: '',
    terminals: new Map(),
    controller: undefined,
    started: new Map(),
    deferred: [],
    transcript: [],
    async openController() {
      if (options.openController) return options.openController()
      throw new Mismatch('this run can give a script no controller of its own')
    },
  }
}

/** What the controller and the script's app wrote last, for who looks into a failure. */
async function readLogs(run: ScriptRun, { shared }: ScriptOptions): Promise<string[]> {
  const ofController = await (run.controller ?? shared)?.readLog()
  if (ofController === undefined) return []
  const ofApp = await runLine('qp logs -n 40 -a "$APP"', run.place, AbortSignal.timeout(logLimitMs)).catch(
    () => undefined,
  )
  return [
    `The controller's log ends with:\n${ofController}`,
    ...(ofApp?.code === 0 ? [`The app's log ends with:\n${ofApp.stdout}`] : []),
  ]
}

const playFile = (dialect: string) => async (run: ScriptRun, file: string) => {
  const script = parseScript(await readFile(file, 'utf8'))
  await playScript(run, scriptFor(script, dialect), path.basename(file))
}

/** What may hold on to something ends first; then what was deferred, the newest first; the controller last. */
async function cleanUp(run: ScriptRun): Promise<(string | undefined)[]> {
  for (const terminal of run.terminals.values()) terminal.close()
  for (const started of run.started.values()) started.signal('SIGKILL')
  const failures: (string | undefined)[] = []
  for (const line of run.deferred.toReversed())
    failures.push(await findFailure(() => playDeferred(run, line)))
  failures.push(await findFailure(async () => run.controller?.destroy()))
  return failures
}

async function playDeferred(run: ScriptRun, line: string): Promise<void> {
  run.transcript.push(`> (deferred) ${line}`)
  const place = { ...run.place, cwd: run.folder }
  const outcome = await runLine(line, place, AbortSignal.timeout(deferLimitSeconds * 1000))
  record(run, outcome)
  if (outcome.code !== 0) throw new Mismatch(`defer ${line}\n  exit code ${outcome.code}`)
}

async function findFailure(play: () => Promise<void>): Promise<string | undefined> {
  try {
    await play()
    return undefined
  } catch (error) {
    return error instanceof Mismatch ? error.message : String(error instanceof Error ? error.stack : error)
  }
}
