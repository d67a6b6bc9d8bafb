import type { Writable } from 'node:stream'
import type { TerminalSize } from './frames.ts'
import type { RemoteProcess } from './remote-process.ts'

/** Size and signals for a process that may not run yet. */
export interface ProcessControl {
  /** As far as it was told. */
  size(): TerminalSize | undefined
  resize(to: TerminalSize): void
  signal(name: NodeJS.Signals): void
  /** It runs: what came early reaches it now. */
  connect(process: RemoteProcess): void
}

/** Keys typed after a resize wait until it is done: whatever they start finds the new size, as at home. */
export function processControl(stdin: Pick<Writable, 'cork' | 'uncork'>): ProcessControl {
  let process: RemoteProcess | undefined
  let size: TerminalSize | undefined
  let isResizing = false
  const early: NodeJS.Signals[] = []

  // One at a time and only the newest: two requests to an engine may overtake each other.
  const resize = async (to: TerminalSize) => {
    size = to
    if (!process || isResizing) return
    isResizing = true
    stdin.cork()
    for (let done: TerminalSize | undefined; done !== size; ) {
      done = size
      await process.resize(done).catch(() => {})
    }
    isResizing = false
    stdin.uncork()
  }
  return {
    size: () => size,
    resize: (to) => void resize(to),
    signal(name) {
      // What can't be signalled has ended already, and its end is on its way.
      if (process) process.signal(name).catch(() => {})
      else early.push(name)
    },
    connect(to) {
      process = to
      if (size) void resize(size)
      for (const name of early) to.signal(name).catch(() => {})
    },
  }
}
