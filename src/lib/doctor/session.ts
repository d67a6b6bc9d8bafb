import type { RemoteProcess } from '../../attach/remote-process.ts'
import { UserError } from '../errors.ts'
import { untilAborted } from './check.ts'

/** Milliseconds until the shell was there, and from a key to its answer. */
export interface SessionTimes {
  opened: number
  answered: number
}

/** A shell that could not be started: the session itself is fine. */
export class NoShell extends Error {
  override readonly name = 'NoShell'
}

/**
 * Proves a session by using it: types a sum into the shell that `open` gives, in a terminal, and waits until the result
 * is shown and the shell has ended. Whatever happens, the process is let go of.
 */
export async function checkSession(
  open: () => Promise<RemoteProcess>,
  { signal }: { signal: AbortSignal },
): Promise<SessionTimes> {
  const begun = performance.now()
  const opening = open()
  try {
    const process = await untilAborted(opening, signal)
    const shown = watchFor(process)
    const end = process.exit.then(({ exitCode, message }) => {
      const why = message ?? `it ended with exit code ${exitCode}`
      if (exitCode === 126 || exitCode === 127) throw new NoShell(why)
      return { exitCode, why }
    })
    const died = end.then(({ why }) => {
      throw new UserError(`the shell was gone before it answered: ${why}.`, { code: 'session_lost' })
    })
    await process.resize({ columns: 80, rows: 24 })
    await untilAborted(Promise.race([process.started ?? Promise.resolve(), died]), signal)
    const opened = performance.now() - begun
    process.stdin.write('echo $((6*7))\r')
    await untilAborted(Promise.race([shown, died]), signal)
    const answered = performance.now() - begun - opened
    process.stdin.write('exit\r')
    const { exitCode, why } = await untilAborted(end, signal)
    if (exitCode !== 0) throw new UserError(`the shell did not end well: ${why}.`, { code: 'session_lost' })
    return { opened, answered }
  } finally {
    opening.then(
      (process) => process.destroy(),
      () => {},
    )
  }
}

/** A line that ends in 42. What was typed is echoed too, but holds no 42; a prompt may, but ends no line. */
function watchFor({ stdout }: RemoteProcess): Promise<void> {
  return new Promise((resolve) => {
    let text = ''
    stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (/(^|\W)42\r?\n/.test(text)) resolve()
    })
  })
}
