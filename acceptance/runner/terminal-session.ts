import { stripVTControlCharacters } from 'node:util'
import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { type Place, signalGroup } from './process-line.ts'

/**
 * A command in a real pseudo-terminal with a terminal emulator (xterm.js) before it: what a person at a keyboard sees and
 * types, and what the emulator answers when a program asks it something.
 */
export interface TerminalSession {
  send(text: string): void
  resize(columns: number, rows: number): void
  /** Waits until the output since the last match matches, and goes on after the match. */
  expect(pattern: RegExp, abort: AbortSignal): Promise<void>
  /** Waits until what the emulator shows matches: the lines that a person would see, now. */
  shows(pattern: RegExp, abort: AbortSignal): Promise<void>
  /** Waits for its end and returns its exit code. */
  ended(abort: AbortSignal): Promise<number>
  /** All of its output up to now, without escape sequences. */
  transcript(): string
  /** What the emulator shows. */
  screen(): string
  /** What a terminal window that is closed tells what runs in it. */
  hangUp(): void
  /** Kills what is still there. */
  close(): void
}

export function openTerminal(line: string, place: Place): TerminalSession {
  const child = spawn('bash', ['-c', line], {
    name: 'xterm-256color',
    cols: 80,
    rows: 24,
    cwd: place.cwd,
    env: { ...place.env },
  })
  const state: { raw: string; read: number; exitCode: number | undefined } = {
    raw: '',
    read: 0,
    exitCode: undefined,
  }
  const emulator = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  emulator.onData((answer) => child.write(answer))
  const changed = new EventTarget()
  const tell = () => changed.dispatchEvent(new Event('change'))
  child.onData((text) => {
    state.raw += text
    // The emulator reads in turns of its own.
    emulator.write(text, tell)
  })
  child.onExit(({ exitCode, signal }) => {
    // Behind all that was shown: nobody is told of the end before the emulator has taken it in.
    emulator.write('', () => {
      state.exitCode = signal ? 128 + signal : exitCode
      tell()
    })
  })
  const transcript = () => stripVTControlCharacters(state.raw).replaceAll('\r\n', '\n')
  const screen = () => {
    const { active } = emulator.buffer
    const rows = Array.from({ length: emulator.rows }, (_, row) => active.getLine(active.baseY + row))
    return rows.map((row) => row?.translateToString(true).trimEnd() ?? '').join('\n')
  }

  return {
    send: (text) => child.write(text),
    resize(columns, rows) {
      emulator.resize(columns, rows)
      child.resize(columns, rows)
    },
    async expect(pattern, abort) {
      const match = await untilFound(changed, abort, () => {
        const found = pattern.exec(transcript().slice(state.read))
        if (!found && state.exitCode !== undefined) {
          throw new Error(`the terminal session ended (exit code ${state.exitCode}) without ${pattern}`)
        }
        return found ?? undefined
      })
      state.read += match.index + match[0].length
    },
    async shows(pattern, abort) {
      await untilFound(changed, abort, () => {
        if (pattern.test(screen())) return true
        if (state.exitCode === undefined) return undefined
        throw new Error(
          `the terminal session ended (exit code ${state.exitCode}) and does not show ${pattern}`,
        )
      })
    },
    ended: (abort) => untilFound(changed, abort, () => state.exitCode),
    transcript,
    screen,
    hangUp: () => signalGroup(child.pid, 'SIGHUP'),
    close() {
      if (state.exitCode === undefined) signalGroup(child.pid, 'SIGKILL')
    },
  }
}

/** Asks again at every change until there is an answer. */
async function untilFound<T>(
  changed: EventTarget,
  abort: AbortSignal,
  find: () => T | undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = new AbortController()
    const look = () => {
      try {
        const found = abort.aborted ? abort.throwIfAborted() : find()
        if (found === undefined) return
        resolve(found)
      } catch (error) {
        reject(error)
      }
      stop.abort()
    }
    changed.addEventListener('change', look, { signal: stop.signal })
    abort.addEventListener('abort', look, { signal: stop.signal })
    look()
  })
}
