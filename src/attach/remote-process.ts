import type { Readable, Writable } from 'node:stream'
import type { ProcessEnd, TerminalSize } from './frames.ts'

/**
 * A process that runs somewhere else, as whoever stands in for it needs it: in a container (over the engine's attach, its
 * websocket, or an exec) or behind a controller's framed websocket. One interface, so that one session serves them all.
 */
export interface RemoteProcess {
  stdin: Writable
  stdout: Readable
  /** Null with a terminal, which has one stream. */
  stderr: Readable | null
  resize(size: TerminalSize): Promise<void>
  signal(name: NodeJS.Signals): Promise<void>
  /** Never rejects: why nobody knows is a reason too. */
  exit: Promise<ProcessEnd>
  /** Lets go of its streams at once. */
  destroy(): void
  /** Resolves when it runs, where that is still to come; it never does for one that could not be started. */
  started?: Promise<void>
  /** Lets go, and lets it live on; only what can be come back to has this. */
  detach?(): void
}
