import { spawn } from '@lydell/node-pty'
import type { Place } from '../run-program.ts'

/** A program in a real terminal, for as long as it is measured. */
export interface BenchTerminal {
  write(keys: string): void
  /** All that it has shown, once it matches. Half a minute at most. */
  until(pattern: RegExp): Promise<string>
  /** Types a key and gives the ms until the terminal shows it. */
  echo(key: string): Promise<number>
  ended: Promise<number>
  kill(): void
}

export function openTerminal([file = '', ...args]: readonly string[], place: Place): BenchTerminal {
  const pty = spawn(file, args, { cols: 80, rows: 24, cwd: place.cwd, env: { ...place.env, TERM: 'xterm' } })
  let shown = ''
  let onShown = () => {}
  pty.onData((data) => {
    shown += data
    onShown()
  })
  const ended = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)))
  const shows = (isThere: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${file} shows only ${JSON.stringify(shown)}`)), 30_000)
      onShown = () => {
        if (!isThere()) return
        clearTimeout(late)
        onShown = () => {}
        resolve()
      }
      onShown()
    })
  return {
    write: (keys) => pty.write(keys),
    async until(pattern) {
      await shows(() => pattern.test(shown))
      return shown
    },
    async echo(key) {
      shown = ''
      const begun = performance.now()
      const seen = shows(() => shown.includes(key))
      pty.write(key)
      await seen
      return performance.now() - begun
    },
    ended,
    // As a closed window: what is killed outright is waited for, and counts as one of the app's one-offs meanwhile.
    kill: () => pty.kill('SIGHUP'),
  }
}
