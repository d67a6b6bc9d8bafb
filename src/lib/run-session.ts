import type { AttachOptions } from '../api-client/controller.ts'
import type { Dyno, DynoCreate, RunInsideCreate } from '../api-types/dyno.ts'
import type { Run } from '../api-types/run.ts'
import type { RemoteProcess } from '../attach/remote-process.ts'
import type { AppContext } from './app-context.ts'
import { listenForInterruption, unlessAborted } from './interruption.ts'
import { checkEnd, connectionNotices, decideTty, standIn } from './stand-in.ts'
import { startStatus } from './start-status.ts'
import type { Surroundings } from './surroundings.ts'
import { terminalEnv } from './terminal-env.ts'

interface Session extends AppContext {
  surroundings: Pick<Surroundings, 'terminal' | 'env'>
}

export interface RunSessionOptions extends Session {
  request: DynoCreate
  /** The command as the person typed it. */
  title: string
  /** Undefined: a terminal where stdin and stdout are one. */
  tty: boolean | undefined
  /** A person is told, by the terminal's bell, of a start that took long. */
  notify?: boolean
}

/** Makes a one-off dyno and is its terminal, or its pipes, until its process has ended. Throws what `checkEnd` does. */
export async function runSession({ request, ...options }: RunSessionOptions): Promise<void> {
  const { terminal } = options.surroundings
  const tty = decideTty(terminal, options.tty)
  const size = tty && terminal.columns > 0 && terminal.rows > 0
  const body = {
    ...request,
    env: { ...(tty ? terminalEnv(options.surroundings.env) : {}), ...request.env },
    ...(size ? { columns: terminal.columns, rows: terminal.rows } : {}),
    ...(tty && options.surroundings.env['LANG'] ? { lang: options.surroundings.env['LANG'] } : {}),
  }
  const { api, app } = options
  await startSession(options, tty, `${options.title} on ${app}`, () =>
    api.dynos.create(app, { ...body, attach: true, tty }),
  )
}

/** The same inside a dyno that runs. */
export async function insideSession({
  request,
  dyno,
  ...options
}: Omit<RunSessionOptions, 'request'> & { request: RunInsideCreate; dyno: string }): Promise<void> {
  const { api, app, surroundings } = options
  const tty = decideTty(surroundings.terminal, options.tty)
  const env = { ...(tty ? terminalEnv(surroundings.env) : {}), ...request.env }
  await startSession(options, tty, `${options.title} inside ${dyno} of ${app}`, () =>
    api.dynos.runInside(app, dyno, { ...request, env, tty }),
  )
}

async function startSession(
  { api, app, surroundings, notify = true }: Omit<RunSessionOptions, 'request'>,
  tty: boolean,
  title: string,
  create: () => Promise<Dyno>,
): Promise<void> {
  const { terminal } = surroundings
  const status = startStatus(terminal, `Running ${title}`, { notify })
  const interruption = listenForInterruption(terminal)
  let name: string | undefined
  try {
    const dyno = await create()
    name = dyno.name
    const process = await attachUnless(interruption.signal, { api, app, surroundings }, dyno, tty)
    const ended = standIn(process, { terminal, tty, onUp: () => status.end(`up, ${dyno.name}`) })
    interruption.stop()
    const end = await ended
    if (end.by === 'detach') sayLeft(terminal, app, dyno.name)
    checkEnd(end, { hint: `\`qp logs -a ${app}\` shows what happened on the platform.` })
  } finally {
    interruption.stop()
    status.end(name === undefined ? 'failed' : `failed, ${name}`)
  }
}

/** Who breaks off before the session is there waits for it no longer, and leaves nothing over: what was asked for is ended. */
async function attachUnless(
  interrupted: AbortSignal,
  { api, app, surroundings }: Session,
  dyno: Dyno,
  tty: boolean,
): Promise<Required<RemoteProcess>> {
  let attaching: Promise<Required<RemoteProcess>> | undefined
  try {
    interrupted.throwIfAborted()
    attaching = api.dynos.attach(dyno, attachOptions(tty, surroundings.terminal))
    return await unlessAborted(interrupted, attaching)
  } catch (error) {
    if (interrupted.aborted) {
      attaching?.then(
        (process) => process.destroy(),
        () => {},
      )
      await api.runs.stop(app, dyno.id).catch(() => {})
    }
    throw error
  }
}

export interface AttachSessionOptions extends Session {
  run: Run
  role: NonNullable<AttachOptions['role']>
}

/** Joins the session of a run. Leaving it, in whatever way, lets the process live on. */
export async function attachSession({
  api,
  app,
  run,
  role,
  surroundings,
}: AttachSessionOptions): Promise<void> {
  const { terminal } = surroundings
  const { name } = run.dyno
  const process = await api.runs.attach(run, { ...attachOptions(run.tty, terminal), role })
  const end = await standIn(process, {
    terminal,
    tty: run.tty && terminal.isTTY.stdin,
    endsByLeaving: false,
  })
  if (end.by !== 'process') sayLeft(terminal, app, name)
  if (end.by === 'process' || end.message !== undefined)
    checkEnd(end, { hint: `\`qp run:list --all -a ${app}\` says how it ended.` })
}

function attachOptions(tty: boolean, terminal: Surroundings['terminal']): AttachOptions {
  return { tty, isPiped: !terminal.isTTY.stdin, onConnection: connectionNotices(terminal) }
}

function sayLeft({ isQuiet, stderr }: Surroundings['terminal'], app: string, dyno: string): void {
  if (isQuiet) return
  stderr.write(`Left ${dyno}, which runs on. \`qp run:attach -a ${app} ${dyno}\` comes back.\r\n`)
}
