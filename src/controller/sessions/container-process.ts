import { PassThrough, Writable } from 'node:stream'
import type { ProcessEnd, TerminalSize } from '../../attach/frames.ts'
import type { RemoteProcess } from '../../attach/remote-process.ts'
import { messageOf, Problem } from '../domain/problem.ts'
import type { ContainerExit, Engine } from '../engine/engine.ts'

export interface ContainerProcessOptions {
  engine: Engine
  /** A container that was made and not started. */
  id: string
  tty: boolean
  /** Asked for right before the start. */
  size?: () => TerminalSize | undefined
}

/**
 * Starts a container and gives its process, or why there is none. Wait, then attach, then start: a process that ends at
 * once loses neither its code nor its output (moby's own order). Does not reject.
 */
export async function startContainerProcess(
  options: ContainerProcessOptions,
): Promise<RemoteProcess | ProcessEnd> {
  const { engine, id, tty } = options
  const exit = endOf(engine.waitContainer(id))
  try {
    const attached = await engine.attachContainer(id, { tty, stdin: true })
    await engine.startContainer(id)
    // Before API 1.42 a terminal has no size at birth, and none can be set before the start.
    const size = options.size?.()
    if (tty && size) engine.resizeTerminal(id, size).catch(() => {})
    return {
      ...attached,
      stdin: tty ? terminalInput(attached.stdin) : attached.stdin,
      resize: (to) => engine.resizeTerminal(id, to),
      signal: (name) => engine.signalContainer(id, name),
      exit,
    }
  } catch (error) {
    return whyNotStarted(engine, id, error)
  }
}

/** What a container that keeps a log has written, up to 5000 lines of it, and writes: for watching, not for typing. */
export async function watchContainerProcess({
  engine,
  id,
}: Pick<ContainerProcessOptions, 'engine' | 'id'>): Promise<Omit<RemoteProcess, 'exit'>> {
  const released = new AbortController()
  const output = await engine.readOutput(id, { lines: 5000, signal: released.signal })
  return {
    ...output,
    stdin: new PassThrough().resume(),
    resize: async () => {},
    signal: async () => {},
    destroy: () => released.abort(),
  }
}

async function endOf(exit: Promise<ContainerExit>): Promise<ProcessEnd> {
  try {
    const { code, outOfMemory } = await exit
    // The kernel may also have killed a child, and the process lived on and ended as it wished.
    if (!outOfMemory || code !== 137) return { exitCode: code, reason: 'exited' }
    return { exitCode: code, reason: 'out-of-memory', signal: 'SIGKILL', message: 'killed: out of memory' }
  } catch (error) {
    return { exitCode: 253, reason: 'dyno-gone', message: describeGone(error) }
  }
}

function describeGone(error: unknown): string {
  if (error instanceof Problem && error.id === 'not_found')
    return 'the dyno was removed from its engine while it ran; how its process ended is not known'
  return `nobody knows how the process ended: ${messageOf(error)}`
}

/**
 * The end of stdin for a terminal is a key, Ctrl-D: Docker answers a half-close with the end of the output too
 * (moby's pkg/containerd attach closes stdout after stdin when there is a terminal).
 */
export function terminalInput(stdin: Writable): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void stdin.write(chunk, done),
    final: (done) => void stdin.write('\u0004', done),
    destroy(error, done) {
      stdin.destroy()
      done(error)
    },
  })
}

/** Codes as a shell and `docker run` have them: 127 not found, 126 not executable, 125 the engine's own trouble. */
async function whyNotStarted(engine: Engine, id: string, error: unknown): Promise<ProcessEnd> {
  const container = await engine.findContainer(id).catch(() => undefined)
  if (container?.exitCode === 127) return notStarted(127, 'command not found')
  if (container?.exitCode === 126) return notStarted(126, 'the command is no executable file')
  return notStarted(125, messageOf(error))
}

export function notStarted(exitCode: number, message: string): ProcessEnd {
  return { exitCode, reason: 'not-started', message }
}
