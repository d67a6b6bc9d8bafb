import type { Dyno, DynoCreate } from '../api-types/dyno.ts'
import { runClientSession, type SessionEnd } from '../attach/client-session.ts'
import type { AppContext } from './app-context.ts'
import { RemoteExit, UsageError, UserError } from './errors.ts'
import type { Surroundings } from './surroundings.ts'
import type { Terminal } from './terminal.ts'

export interface RunSessionOptions extends AppContext {
  surroundings: Pick<Surroundings, 'terminal' | 'env'>
  request: DynoCreate
  /** The command as the person typed it. */
  title: string
  /** Undefined: a terminal where stdin and stdout are one. */
  tty: boolean | undefined
}

/**
 * Makes a one-off dyno and is its terminal, or its pipes, until its process has ended. Resolves if it ended with 0;
 * throws what gives qp the process's own exit code, or says why there is none.
 */
export async function runSession({ api, app, surroundings, ...options }: RunSessionOptions): Promise<void> {
  const { terminal } = surroundings
  const tty = decideTty(terminal, options.tty)
  const status = startStatusLine(terminal, `Running ${options.title} on ${app}`)
  let dyno: Dyno | undefined
  try {
    const env = { ...(tty ? terminalEnv(surroundings) : {}), ...options.request.env }
    dyno = await api.dynos.create(app, { ...options.request, env, attach: true, tty })
    const socket = await api.dynos.attach(dyno)
    const { name } = dyno
    checkEnd(await attachTerminal(socket, terminal, tty, () => status.end(`up, ${name}`)), app)
  } finally {
    status.end(dyno ? `failed, ${dyno.name}` : 'failed')
  }
}

function decideTty({ isTTY }: Terminal, asked: boolean | undefined): boolean {
  if (asked && !isTTY.stdin && !isTTY.stdout && !isTTY.stderr)
    throw new UsageError('--tty needs a terminal, and neither stdin nor stdout is one.')
  return asked ?? (isTTY.stdin && isTTY.stdout)
}

/** Not COLUMNS and LINES: what reads those (ncurses) would never see the window change. */
function terminalEnv({ env }: Pick<Surroundings, 'env'>): Record<string, string> {
  const { TERM: term = 'xterm', COLORTERM: colour } = env
  return { TERM: term, ...(colour === undefined ? {} : { COLORTERM: colour }) }
}

/** `Running bash on blog... up, run.1234`, for a person; a log of a script needs none of it. */
function startStatusLine({ isTTY, stderr }: Terminal, title: string) {
  let isOpen = isTTY.stderr
  if (isOpen) stderr.write(`${title}... `)
  return {
    end(outcome: string) {
      if (isOpen) stderr.write(`${outcome}\n`)
      isOpen = false
    },
  }
}

/** Keys go raw only once the process runs: until then Ctrl-C is qp's, and the dyno is never started. */
async function attachTerminal(
  socket: Parameters<typeof runClientSession>[0]['socket'],
  terminal: Terminal,
  tty: boolean,
  onUp: () => void,
): Promise<SessionEnd> {
  let restore = () => {}
  try {
    return await runClientSession({
      socket,
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      stderr: terminal.stderr,
      tty,
      size: () => ({ columns: terminal.columns, rows: terminal.rows }),
      onResize: terminal.onResize,
      onSignal: terminal.onSignal,
      onStarted() {
        onUp()
        if (tty) restore = terminal.enterRawMode()
      },
    })
  } finally {
    restore()
  }
}

function checkEnd(end: SessionEnd, app: string): void {
  const { exitCode, message } = end
  if (message !== undefined) {
    const code = end.by === 'process' ? end.reason.replaceAll('-', '_') : `${end.by}_lost`
    throw new UserError(`${message}.`, {
      exitCode,
      code,
      hint: `\`qp logs -a ${app}\` shows what happened on the platform.`,
    })
  }
  if (exitCode !== 0) throw new RemoteExit(exitCode)
}
