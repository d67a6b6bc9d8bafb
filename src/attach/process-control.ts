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
  const waiting = new Set<NodeJS.Signals>()
  const onTheirWay = new Set<NodeJS.Signals>()

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
  // Of those that wait each once, as a kernel keeps them (signal(7)): a client may send more than an engine can take.
  const signal = async (name: NodeJS.Signals) => {
    waiting.add(name)
    if (!process || onTheirWay.has(name)) return
    onTheirWay.add(name)
    // What can't be signalled has ended already, and its end is on its way.
    while (waiting.delete(name)) await process.signal(name).catch(() => {})
    onTheirWay.delete(name)
  }
  return {
    size: () => size,
    resize: (to) => void resize(to),
    signal: (name) => void signal(name),
    connect(to) {
      process = to
      if (size) void resize(size)
      for (const name of [...waiting]) void signal(name)
    },
  }
}
