import { runClientSession, type SessionEnd } from '../attach/client-session.ts'
import type { RemoteProcess } from '../attach/remote-process.ts'
import type { ConnectionState } from '../attach/websocket-process.ts'
import { RemoteExit, UsageError, UserError } from './errors.ts'
import type { Terminal } from './terminal.ts'

/** Where this process stands in for a remote one. */
export interface StandIn {
  terminal: Terminal
  tty: boolean
  /** Whoever leaves ends it, unless this is false. */
  endsByLeaving?: boolean
  /** The remote process runs. */
  onUp?: () => void
}

/**
 * Is a remote process's terminal, or its pipes, until one of them ends. Keys go raw only once the process runs: until then
 * Ctrl-C is qp's own. The terminal is as it was when this resolves, whatever happened, and what qp has to say then begins
 * on a line of its own.
 */
export async function standIn(
  process: RemoteProcess,
  { terminal, tty, endsByLeaving = true, onUp }: StandIn,
): Promise<SessionEnd> {
  const { stdin, stdout, stderr, onResize, onSignal } = terminal
  const hasKeyboard = tty && terminal.isTTY.stdin
  let restore = () => {}
  const size = () => ({ columns: terminal.columns, rows: terminal.rows })
  const onStarted = () => {
    onUp?.()
    if (tty) restore = terminal.enterRawMode()
  }
  // Whoever stopped this process (`kill -STOP`) and lets it go on finds the shell's terminal, not ours.
  const stopListening = onSignal('SIGCONT', () => {
    if (!hasKeyboard) return
    restore()
    restore = terminal.enterRawMode()
    process.resize(size()).catch(() => {})
  })
  const onHelp = () => void stderr.write(helpText(endsByLeaving, process.detach !== undefined))
  let isMidLine = false
  const onShown = (bytes: Buffer) => {
    isMidLine = bytes.at(-1) !== lineFeed
  }
  try {
    const end = await runClientSession({
      ...{ process, stdin, stdout, stderr, tty, hasKeyboard, size, onResize, onSignal },
      ...{ onStarted, onShown, onHelp, isVisit: !endsByLeaving },
    })
    const isPlain = end.by === 'process' && end.message === undefined
    if (isMidLine && !isPlain && terminal.isTTY.stdout && terminal.isTTY.stderr) stderr.write('\r\n')
    return end
  } finally {
    stopListening()
    restore()
  }
}

const lineFeed = 0x0a

function helpText(endsByLeaving: boolean, isComeBackTo: boolean): string {
  const lines = [
    'After Enter:',
    `  ~.  leave, and ${endsByLeaving ? 'end the process' : 'let it run'}`,
    ...(isComeBackTo ? ['  ~d  leave, and let it run: `qp run:attach` comes back'] : []),
    '  ~~  a ~',
    '  ~?  this',
  ]
  return ['', ...lines, ''].join('\r\n')
}

/** A terminal where stdin and stdout are one; `--tty` and `--no-tty` decide otherwise. Throws a UsageError. */
export function decideTty({ isTTY }: Terminal, asked: boolean | undefined): boolean {
  if (asked && !isTTY.stdin && !isTTY.stdout && !isTTY.stderr)
    throw new UsageError('--tty needs a terminal, and neither stdin nor stdout is one.')
  return asked ?? (isTTY.stdin && isTTY.stdout)
}

/** Tells a person, in raw mode, what becomes of the connection; a log of a script needs none of it. */
export function connectionNotices({ isTTY, stderr }: Terminal): (state: ConnectionState) => void {
  return (state) => {
    if (isTTY.stderr) stderr.write(`\r\n[qp: ${notices[state]}]\r\n`)
  }
}

const notices: Record<ConnectionState, string> = {
  lost: 'the connection is lost, trying to come back; Enter ~ . gives up',
  back: 'connected again',
  watching: 'somebody else types, you watch; Enter ~ . leaves',
}

/**
 * Resolves where the process ended with 0, or was left to run; throws what gives qp the process's own exit code, or says
 * why there is none. `hint`: what next, where something went wrong.
 */
export function checkEnd(end: SessionEnd, { hint }: { hint: string }): void {
  const { exitCode, message } = end
  if (message !== undefined && (exitCode !== 0 || end.by !== 'process')) {
    const code = end.by === 'process' ? end.reason.replaceAll('-', '_') : `${end.by}_lost`
    throw new UserError(`${message.replace(/\.$/, '')}.`, { exitCode, code, hint })
  }
  if (exitCode !== 0) throw new RemoteExit(exitCode)
}
